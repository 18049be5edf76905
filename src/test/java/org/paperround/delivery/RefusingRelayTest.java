package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.Relay;
import org.paperround.testing.FaultyRelay;
import org.paperround.testing.RefusingRelay;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.TestDatabase;

/// A relay that takes nothing, for a fault of our set-up or of its own, costs nobody their mail:
/// another one sends it, or the run stops and says why.
class RefusingRelayTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int READERS = 80;
  private static final String DENIED = "554 5.7.1 Relay access denied";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @ParameterizedTest
  @ValueSource(strings = {DENIED, "452 4.3.1 Insufficient system storage"})
  void aSoundRelaySendsWhatTheOtherRefuses(String words) throws IOException {
    RefusingRelay bad = new RefusingRelay(words);
    FaultyRelay good = new FaultyRelay(1, Map.of());
    try (ScriptedSmtpServer refusing = new ScriptedSmtpServer(bad);
        ScriptedSmtpServer taking = new ScriptedSmtpServer(good);
        Press press = press()) {
      press.crowd(READERS);
      Edition edition = press.send();
      press.start(
          4,
          Press.CONFIG,
          List.of(RelayFixture.named("bad", 1, 4), RelayFixture.named("good", 1, 4)),
          relay ->
              new Relay(
                      RelayFixture.at(relay.name().equals("bad") ? refusing.port() : taking.port()))
                  .connect());

      await().atMost(LONG).until(() -> press.alarms().contains("relay-out:bad"));
      await().atMost(LONG).until(() -> closed(press, edition));
      assertThat(press.account(edition))
          .isEqualTo(new Account(edition.id(), READERS, READERS, 0, 0, 0, 0, 0, Map.of(), true));
      assertThat(good.accepted().stream().map(FaultyRelay.Mail::to))
          .hasSize(READERS)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void withoutAnotherTheRunStopsByItselfAndNobodyIsLost() throws IOException {
    RefusingRelay bad = new RefusingRelay(DENIED);
    try (ScriptedSmtpServer refusing = new ScriptedSmtpServer(bad);
        Press press = press()) {
      press.crowd(READERS);
      Edition edition = press.send();
      press.start(4, Press.CONFIG, _ -> new Relay(RelayFixture.at(refusing.port())).connect());

      await().atMost(LONG).until(() -> press.state(edition) == EditionState.STOPPED);
      assertThat(press.deliveries.braked(edition.id()).orElseThrow().reason())
          .endsWith(
              "(100.00 %) were refused for our set-up or for no known reason; the limit is 25.0 %");
      assertThat(bad.refused()).isLessThan(READERS / 2);
      List<String> told =
          List.of("brake:" + edition.id(), "relay-configuration", "relay-unavailable");
      await().atMost(LONG).until(() -> press.alarms().containsAll(told));

      bad.mend();
      press.engine.editions().resume(edition.id(), StaffActor.CLI);
      await().atMost(LONG).until(() -> closed(press, edition));
      assertThat(press.account(edition).sent()).isEqualTo(READERS);
      assertThat(bad.sound().accepted()).hasSize(READERS);
    }
  }

  @Test
  void whatIsRefusedForNoKnownReasonStopsTheRunBeforeItsAudienceIsUsedUp() throws IOException {
    RefusingRelay bad = new RefusingRelay("554 Transaction failed");
    try (ScriptedSmtpServer refusing = new ScriptedSmtpServer(bad);
        Press press = press()) {
      press.crowd(READERS);
      Edition edition = press.send();
      press.start(4, Press.CONFIG, _ -> new Relay(RelayFixture.at(refusing.port())).connect());

      await().atMost(LONG).until(() -> press.state(edition) == EditionState.STOPPED);
      assertThat(press.deliveries.braked(edition.id())).isPresent();
      assertThat(press.account(edition).failed()).isLessThan(READERS / 2);
    }
  }

  private Press press() {
    Press press = new Press(database.url());
    press.publish(6);
    return press;
  }

  /// What was put off is due when the clock, which stands otherwise, has got there.
  private static boolean closed(Press press, Edition edition) {
    press.clock.advance(Duration.ofSeconds(5));
    return press.account(edition).closed();
  }
}
