package org.paperround.platform.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Works on items while the next are made: on at most so many at once, and what came of them is
/// told in the order in which they were put. Never more than one item beyond the threads waits, so
/// that memory does not grow with their number. For one thread, which is told, too.
public final class Pipeline<I, O> implements AutoCloseable {
  private final int threads;
  private final Function<I, O> work;
  private final BiConsumer<I, O> told;
  private final ExecutorService pool;
  private final Deque<Begun<I, O>> begun = new ArrayDeque<>();

  private record Begun<I, O>(I item, Future<O> outcome) {}

  public Pipeline(int threads, Function<I, O> work, BiConsumer<I, O> told) {
    this.threads = threads;
    this.work = work;
    this.told = told;
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("pipeline-", 1).daemon().factory());
  }

  /// Begins with `item`, and waits for the oldest where there are too many.
  ///
  /// @throws RuntimeException that the work of the oldest ended with
  public void put(I item) {
    begun.add(new Begun<>(item, pool.submit(() -> work.apply(item))));
    if (begun.size() > threads) {
      tell(begun.remove());
    }
  }

  /// Waits for all.
  ///
  /// @throws RuntimeException that the work of one ended with; those behind it are not told
  public void finish() {
    while (!begun.isEmpty()) {
      tell(begun.remove());
    }
  }

  private void tell(Begun<I, O> oldest) {
    try {
      told.accept(oldest.item(), oldest.outcome().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("work in a pipeline failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("work in a pipeline was interrupted", e);
    }
  }

  /// Waits for what has begun; it is not told any more.
  @Override
  public void close() {
    pool.close();
  }
}
