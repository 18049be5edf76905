package org.paperround.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.TestDatabase;

class ScheduleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void twoNodesTickOncePerInterval() {
    AtomicInteger daily = new AtomicInteger();
    AtomicInteger often = new AtomicInteger();
    List<Tick> ticks =
        List.of(
            new Tick("daily", Duration.ofDays(1), daily::incrementAndGet),
            new Tick("often", SECOND, often::incrementAndGet));
    try (Schedule one = new Schedule(database.get(), ticks);
        Schedule other = new Schedule(database.get(), ticks)) {
      one.start();
      other.start();
      await().atMost(PATIENCE).until(() -> daily.get() >= 1 && often.get() >= 6);
    }

    assertThat(daily).as("in the first interval").hasValue(1);
  }

  @Test
  void whenANodeGoesTheOtherTicksOn() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    Tick onFirst = new Tick("tick", SECOND, first::incrementAndGet);
    Tick onSecond = new Tick("tick", SECOND, second::incrementAndGet);
    try (Schedule staying = new Schedule(database.get(), List.of(onSecond))) {
      try (Schedule leaving = new Schedule(database.get(), List.of(onFirst))) {
        leaving.start();
        await().atMost(PATIENCE).until(() -> first.get() > 0);
        staying.start();
      }
      int before = second.get();
      await().atMost(PATIENCE).until(() -> second.get() >= before + 2);
    }
  }

  @Test
  void aTickThatFailsComesAgain() {
    AtomicInteger fired = new AtomicInteger();
    Tick failing =
        new Tick(
            "failing",
            SECOND,
            () -> {
              if (fired.incrementAndGet() == 1) {
                throw new IllegalStateException("for once");
              }
            });
    try (Schedule schedule = new Schedule(database.get(), List.of(failing))) {
      schedule.start();
      await().atMost(PATIENCE).until(() -> fired.get() >= 2);
    }
  }

  @Test
  void aChangedIntervalTakesThePlaceOfTheStoredOne() {
    AtomicInteger fired = new AtomicInteger();
    try (Schedule rare =
        new Schedule(
            database.get(),
            List.of(new Tick("tick", Duration.ofDays(1), fired::incrementAndGet)))) {
      rare.start();
      await().atMost(PATIENCE).until(() -> fired.get() == 1);
    }
    try (Schedule often =
        new Schedule(database.get(), List.of(new Tick("tick", SECOND, fired::incrementAndGet)))) {
      often.start();
      await().atMost(PATIENCE).until(() -> fired.get() >= 3);
    }
  }

  @Test
  void aRestartDoesNotBringADailyTickForward() {
    AtomicInteger daily = new AtomicInteger();
    AtomicInteger often = new AtomicInteger();
    List<Tick> ticks =
        List.of(
            new Tick("daily", Duration.ofDays(1), daily::incrementAndGet),
            new Tick("often", SECOND, often::incrementAndGet));
    for (int start = 1; start <= 2; start++) {
      int before = often.get();
      try (Schedule schedule = new Schedule(database.get(), ticks)) {
        schedule.start();
        await().atMost(PATIENCE).until(() -> daily.get() >= 1 && often.get() >= before + 2);
      }
    }

    assertThat(daily).hasValue(1);
  }

  @Test
  void quartzKeepsToASchemaOfItsOwn() {
    List<String> schemas =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT table_schema FROM information_schema.tables WHERE"
                            + " table_name LIKE 'qrtz%'")
                    .mapTo(String.class)
                    .list());

    assertThat(schemas).containsExactly("quartz");
  }

  @Test
  void nonsenseIsRefused() {
    Tick tick = new Tick("tick", SECOND, () -> {});

    assertThatThrownBy(() -> new Tick("tick", Duration.ofMillis(10), () -> {}))
        .hasMessageContaining("a second is the least");
    assertThatThrownBy(() -> new Schedule(database.get(), List.of(tick, tick)))
        .hasMessageContaining("two ticks are called tick");
  }
}
