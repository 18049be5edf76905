package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayQuota;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// What a relay may be given, by all nodes together. The clock is in hand: while it stands, all
/// that may go has gone.
class RelayThrottlesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final double NO_RATE = RelayQuota.NONE.perSecond();

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void oneRelayKeepsItsRateWhileTheOtherFlows() {
    press.crowd(200);
    Edition edition = press.send();
    press.start(
        4,
        Press.CONFIG,
        List.of(
            RelayFixture.given(RelayFixture.named("slow", 1, 10), 5, 10),
            RelayFixture.named("fast", 1, 10)));

    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
    assertThat(press.relay.recipients()).hasSize(200).doesNotHaveDuplicates();
    assertThat(given("slow")).isBetween(1L, 5L);
    assertThat(press.count("attempts > 1", edition.id())).isZero();
  }

  @Test
  void noMoreIsClaimedThanTheRelaysTake() {
    press.crowd(40);
    Edition edition = press.send();
    press.start(4, Press.CONFIG, List.of(only(5, 10)));

    for (int second = 1; second <= 4; second++) {
      int sent = 5 * second;
      await().atMost(LONG).until(() -> press.relay.accepted().size() == sent);
      await().atMost(LONG).until(() -> press.count("state = 3", edition.id()) == sent);
      assertThat(press.count("state = 1", edition.id()))
          .as("at most one on each connection waits for its place")
          .isLessThanOrEqualTo(4);
      press.clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void theRateIsSharedByTheNodesThatLive() {
    press.node();
    press.crowd(40);
    Edition edition = press.send();
    press.start(2, Press.CONFIG, List.of(only(10, 10)));

    await().atMost(LONG).until(() -> press.relay.accepted().size() == 5);
    press.execute("UPDATE node SET heartbeat_at = '2020-01-01' WHERE name = 'by-hand'");
    await().atMost(LONG).until(() -> rate() == 10);
    assertThat(press.relay.accepted()).hasSize(5);
    press.clock.advance(Duration.ofSeconds(1));
    await().atMost(LONG).until(() -> press.relay.accepted().size() == 15);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 25);
  }

  @Test
  void theConnectionsAreSharedByTheNodesThatLive() {
    press.node();
    press.crowd(30);
    Edition edition = press.send();
    press.start(3, Press.CONFIG, List.of(only(NO_RATE, 3)));

    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
    assertThat(press.relay.connects()).isEqualTo(1);
  }

  @Test
  void aNodeWithoutAShareLeavesTheMailToTheOthers() {
    press.node();
    press.crowd(3);
    Edition edition = press.send();
    press.start(2, Press.CONFIG, List.of(only(NO_RATE, 1)));

    press.execute("UPDATE node SET heartbeat_at = '2020-01-01' WHERE name = 'by-hand'");
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
    assertThat(press.relay.recipients()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void whatARelaySaysOfItselfSlowsItAndNoDomain() {
    press.crowd(30);
    press.relay.reply(454, "4.7.0", "Throttling failure: Maximum sending rate exceeded");
    Edition edition = press.send();
    press.start(1, Press.CONFIG, List.of(only(10, 10)));

    await()
        .atMost(LONG)
        .until(() ->
            press
                .deliveries
                .limits()
                .slowed()
                .equals(List.of(new SendingLimits.Slowed("relay relay", 5, 10, Press.CUT_OFF))));
    await().atMost(LONG).until(() -> rate() == 5);

    press.clock.advance(Pace.QUIET);
    await().atMost(LONG).until(() -> rate() == 10);
    await()
        .atMost(LONG)
        .until(() -> {
          press.clock.advance(Duration.ofSeconds(1));
          return press.account(edition).waiting() == 0;
        });
    assertThat(press.deliveries.limits().slowed()).isEmpty();
  }

  private static RelayConfig only(double perSecond, int atOnce) {
    return RelayFixture.given(RelayFixture.named("relay", 1, 200), perSecond, atOnce);
  }

  /// What this node may give the one relay, as last read.
  private double rate() {
    return press.with.meters().get("paperround.relay.rate").gauge().value();
  }

  private long given(String relay) {
    return press.relay.accepted().stream().filter(mail -> mail.relay().equals(relay)).count();
  }
}
