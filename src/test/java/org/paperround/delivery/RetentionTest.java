package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.testing.TestDatabase;

/// The ledger is kept for as long as was promised, and no longer.
class RetentionTest {
  private static final Instant STILL_KEPT = Instant.parse("2028-07-31T12:00:00Z");
  private static final Instant OVER = Instant.parse("2028-08-01T12:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Edition edition;

  @BeforeEach
  void send() {
    press = new Press(database.url());
    press.publish(6);
    press.readers(2);
    edition = press.send();
    press.claim(edition, 2, press.node());
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aMonthIsKeptAsLongAsPromisedAndThenDroppedWithItsPlansAndAccount() {
    press.clock.set(STILL_KEPT);
    press.deliveries.keep();
    assertThat(press.deliveries.account(edition.id())).get().matches(Account::adds);
    assertThat(partitions()).contains("attempt_2026_06", "delivery_2026_06");
    assertThat(plans()).isEqualTo(1);

    press.clock.set(OVER);
    press.deliveries.keep();
    assertThat(press.deliveries.account(edition.id())).isEmpty();
    assertThat(partitions())
        .doesNotContain("attempt_2026_06", "delivery_2026_06")
        .contains("delivery_2026_07", "delivery_2028_08", "delivery_2028_09");
    assertThat(plans()).isZero();
  }

  @Test
  void aTableInUseIsDroppedTheNextTime() {
    press.clock.set(OVER);
    try (Handle reader = press.database().jdbi().open()) {
      reader.begin();
      reader.execute("LOCK TABLE delivery_2026_06 IN ACCESS SHARE MODE");
      press.deliveries.keep();
      assertThat(partitions()).contains("delivery_2026_06").doesNotContain("attempt_2026_06");
      reader.rollback();
    }
    press.deliveries.keep();
    assertThat(partitions()).doesNotContain("delivery_2026_06");
  }

  private List<String> partitions() {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT CAST(inhrelid AS regclass)::text FROM pg_inherits"
                        + " JOIN pg_class c ON c.oid = inhrelid WHERE c.relkind = 'r'")
                .mapTo(String.class)
                .list());
  }

  private int plans() {
    return press
        .database()
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT count(*) FROM plan").mapTo(Integer.class).one());
  }
}
