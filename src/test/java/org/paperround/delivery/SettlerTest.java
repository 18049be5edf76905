package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
  void nothingNewStartsWhileAnOutcomeWaitsToBeSettled() throws InterruptedException {
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
      assertThat(settler.behind()).isFalse();

      settler.step(Duration.ZERO);
      assertThat(settler.caughtUp(Duration.ZERO)).isTrue();
      assertThat(press.account(edition).closed()).isTrue();
    }
  }
}
