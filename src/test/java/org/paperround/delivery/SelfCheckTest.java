package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.testing.TestDatabase;

/// An account that does not add up is noticed while the edition is sent.
class SelfCheckTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Edition edition;

  @BeforeEach
  void send() {
    press = new Press(database.url());
    press.publish(6);
    press.readers(3);
    edition = press.send();
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aSoundAccountIsNoAlarmWhateverIsUnderWay() {
    press.deliveries.check();
    press.claim(edition, 2, press.node());
    press.deliveries.check();
    assertThat(press.alarms()).isEmpty();
    assertThat(checks("closes")).isEqualTo(2);
  }

  @Test
  void aReaderWhoVanishedIsAnAlarmUntilTheAccountAddsUpAgain() {
    press.execute("UPDATE audience SET eligible = eligible + 1");
    press.deliveries.check();
    assertThat(press.alarms()).containsExactly("account-open:" + edition.id());
    assertThat(checks("open")).isEqualTo(1);
    press.execute("UPDATE audience SET eligible = eligible - 1");
    press.deliveries.check();
    assertThat(press.alarms()).isEmpty();
  }

  @Test
  void aRowThatIsSentWithoutAnAcceptedAttemptIsAnAlarm() {
    press.execute(
        "UPDATE delivery SET state = 3 WHERE subscriber_id = (SELECT min(subscriber_id) FROM"
            + " delivery)");
    press.deliveries.check();
    assertThat(press.alarms()).containsExactly("account-open:" + edition.id());
  }

  private double checks(String result) {
    return press
        .with
        .meters()
        .counter("paperround.delivery.account.checks", "result", result)
        .count();
  }
}
