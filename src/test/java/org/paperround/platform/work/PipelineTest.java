package org.paperround.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void whatCameOfItemsIsToldInTheirOrder() {
    // The first ends only when the second has.
    CountDownLatch second = new CountDownLatch(1);
    try (Pipeline<Integer, Integer> pipeline =
        new Pipeline<>(
            2,
            item -> {
              if (item == 1) {
                await(second);
              } else {
                second.countDown();
              }
              return item * item;
            },
            (item, square) -> told.add(item + " " + square))) {
      IntStream.rangeClosed(1, 5).forEach(pipeline::put);
      assertThat(told).as("those that had to make room").containsExactly("1 1", "2 4", "3 9");
      pipeline.finish();
    }
    assertThat(told).containsExactly("1 1", "2 4", "3 9", "4 16", "5 25");
  }

  @Test
  void neverMoreAreWorkedOnThanThreads() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Pipeline<Integer, Integer> pipeline =
        new Pipeline<>(
            3,
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              return now.decrementAndGet();
            },
            (item, _) -> told.add(item.toString()))) {
      IntStream.range(0, 1_000).forEach(pipeline::put);
      pipeline.finish();
    }
    assertThat(told).hasSize(1_000);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void aFaultIsThrownAsItCameAndWhatBeganIsWaitedFor() {
    AtomicInteger done = new AtomicInteger();
    try (Pipeline<Integer, Integer> pipeline =
        new Pipeline<>(
            1,
            item -> {
              done.incrementAndGet();
              return 1 / item;
            },
            (item, _) -> told.add(item.toString()))) {
      pipeline.put(1);
      pipeline.put(0);
      assertThatThrownBy(() -> pipeline.put(2)).isInstanceOf(ArithmeticException.class);
    }
    assertThat(told).containsExactly("1");
    assertThat(done).hasValue(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
