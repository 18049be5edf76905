package org.paperround.platform.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Runs one function over a few items at once, so that a slow one does not hold the others up.
public final class Parallel {
  private Parallel() {}

  /// The results in the order of `items`, from at most `threads` threads that end with the call. A
  /// function that throws fails the call, after the others have run.
  public static <I, O> List<O> map(int threads, List<I> items, Function<I, O> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    int size = Math.min(threads, items.size());
    try (ExecutorService pool = Executors.newFixedThreadPool(size)) {
      List<Future<O>> running = new ArrayList<>();
      items.forEach(item -> running.add(pool.submit(() -> work.apply(item))));
      List<O> results = new ArrayList<>();
      for (Future<O> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("parallel work failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("parallel work was interrupted", e);
    }
  }
}
