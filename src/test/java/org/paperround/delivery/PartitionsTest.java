package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.TestDatabase;

/// A month's partitions are there before its first row, whoever comes first.
class PartitionsTest {
  private static final int AT_ONCE = 6;

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void manyWhoMakeTheSameMonthAtOnceMakeItOnce() {
    Partitions partitions = new Partitions(database.get());
    try (ExecutorService makers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int year = 2030; year < 2040; year++) {
        LocalDate day = LocalDate.of(year, 5, 1);
        List<CompletableFuture<Void>> all =
            IntStream.range(0, AT_ONCE)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> partitions.ensure(day), makers))
                .toList();
        all.forEach(CompletableFuture::join);
      }
    }
    int made =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'delivery'::regclass")
                    .mapTo(Integer.class)
                    .one());
    assertThat(made).isGreaterThanOrEqualTo(20);
  }

  @Test
  void rowsOfTheLedgerHaveRoomToGrow() {
    new Partitions(database.get()).ensure(LocalDate.of(2031, 5, 1));
    assertThat(fillFactor("delivery_2031_05")).isEqualTo(70);
    assertThat(fillFactor("attempt_2031_05")).as("what only grows in number").isEqualTo(100);
  }

  private long fillFactor(String table) {
    return database.number(
        "SELECT CAST(option_value AS bigint) FROM pg_class, pg_options_to_table(reloptions)"
            + " WHERE option_name = 'fillfactor' AND oid = '"
            + table
            + "'::regclass");
  }
}
