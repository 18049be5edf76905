package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.newsletter.Newsletter;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// No part of the upkeep waits for another: neither for a long freeze nor for one that fails.
class UpkeepApartTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final BrakeConfig TWENTY = new BrakeConfig(20, 5, 10, 25, 0.3);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    DeliveryConfig config =
        Press.delivering(
            ThrottleConfig.NONE,
            new CanaryConfig(List.of(), List.of(), Duration.ofMinutes(10)),
            TWENTY);
    press = new Press(database.url(), NewsletterFixture.BRIEFING.build(), config);
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void theBrakeDoesNotWaitForAFreeze() {
    press.crowd(60);
    Edition running = press.send();
    press.relay.hold(); // what is accepted would count, too
    besideAFreeze(() -> {
      press.answered(running.id());

      await().atMost(LONG).until(() -> press.state(running) == EditionState.STOPPED);
    });
  }

  @Test
  void everybodysTurnAfterTheRingDoesNotWaitForAFreeze() {
    press.crowd(600);
    Edition running = press.send();
    assertThat(press.deliveries.canary(running.id())).isInstanceOf(CanaryPhase.First.class);
    besideAFreeze(() -> {
      await()
          .atMost(LONG)
          .until(() -> press.deliveries.canary(running.id()) instanceof CanaryPhase.Watched);
      press.clock.advance(Duration.ofMinutes(11));

      await()
          .atMost(LONG)
          .until(() -> press.deliveries.canary(running.id()) instanceof CanaryPhase.Open);
    });
  }

  @Test
  void aTakeOverDoesNotWaitForAFreeze() {
    press.reader("later@reader.example", 12, "Europe/London");
    press.readers(2);
    Edition running = press.send();
    long dead = press.node();
    press.claim(running, 2, dead);
    besideAFreeze(() -> {
      press.execute(
          "UPDATE node SET heartbeat_at = heartbeat_at - interval '26 seconds' WHERE id = " + dead);

      await().atMost(LONG).until(() -> press.account(running).sent() == 2);
    });
  }

  @Test
  void aPartThatFailsKeepsNoOtherFromItsTurn() {
    press.readers(2);
    Edition running = press.send();
    long dead = press.node();
    press.claim(running, 2, dead);
    press.execute("UPDATE node SET stopped_at = now() WHERE id = " + dead);
    press.execute("ALTER TABLE reader_change_mark RENAME TO away");

    assertThatThrownBy(press.deliveries::tick).hasMessageContaining("reader_change_mark");
    assertThat(press.count("state = 1", running.id())).as("taken over").isZero();

    press.clock.set(running.expiresAt());
    assertThatThrownBy(press.deliveries::tick).hasMessageContaining("reader_change_mark");
    assertThatThrownBy(press.deliveries::tick).hasMessageContaining("reader_change_mark");
    assertThat(press.account(running).waiting()).as("expired").isZero();
  }

  /// While a sending node makes an audience, held up by an editor at its last step.
  private void besideAFreeze(Runnable work) {
    Newsletter other =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("other").build());
    Edition approved = press.approve(other);
    try (Handle editor = press.database().jdbi().open()) {
      editor.begin();
      editor.execute("SELECT FROM edition WHERE id = ? FOR UPDATE", approved.id().value());
      press.start(2);
      await().atMost(LONG).until(press::somebodyWaitsForALock);
      work.run();
      assertThat(press.deliveries.account(approved.id())).as("still being frozen").isEmpty();
      editor.rollback();
    }
    await().atMost(LONG).until(() -> press.deliveries.account(approved.id()).isPresent());
  }
}
