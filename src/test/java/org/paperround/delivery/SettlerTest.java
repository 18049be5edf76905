package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.testing.TestDatabase;

/// What a kill can make unknown: no more than the ledger is behind the relay.
class SettlerTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void anOutcomeThatWaitsToBeSettledIsSeen() throws InterruptedException {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      press.readers(1);
      Edition edition = press.send();
      Claim claim = press.claim(edition, 1, press.node()).claims().getFirst();
      Settler settler = new Settler(press.with, _ -> {}, _ -> {});
      assertThat(settler.caughtUp(Duration.ZERO)).isTrue();

      settler.add(
          new Settlement.Transmitted(
              claim,
              new TransmissionOutcome.Accepted(new RelayReply(250, "2.0.0", "ok")),
              press.clock.instant()));
      await().until(() -> !settler.caughtUp(Duration.ZERO));

      settler.step(Duration.ZERO);
      assertThat(settler.caughtUp(Duration.ZERO)).isTrue();
      assertThat(press.account(edition).closed()).isTrue();
    }
  }

  /// Of a kill at this moment two copies might come, however long the ledger is away.
  @Test
  void nothingNewStartsWhileAnOutcomeWaitsToBeSettled() {
    try (Press press = new Press(database.url());
        Handle other = database.get().jdbi().open()) {
      press.publish(6);
      press.readers(10);
      press.relay.hold();
      Edition edition = press.send();
      press.start(1);
      await().until(() -> press.relay.handed().size() == 1);
      other.begin();
      other.execute("LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE");
      press.relay.pass(1);
      // One more may have started at once.
      await().during(Duration.ofMillis(100)).until(() -> press.relay.handed().size() <= 2);
      press.relay.pass(1);
      await().during(Duration.ofMillis(500)).until(() -> press.relay.handed().size() <= 2);
      other.rollback();
      press.relay.release();
      await().atMost(Duration.ofMinutes(1)).until(() -> press.account(edition).closed());
      assertThat(press.relay.recipients()).hasSize(10).doesNotHaveDuplicates();
    }
  }
}
