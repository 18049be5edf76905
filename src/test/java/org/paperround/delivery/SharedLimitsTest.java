package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.testing.TestDatabase;

/// A limit holds for all nodes together: two that live on one database, before one relay that
/// counts what both hand over. The clock is in hand: while it stands, all that may go has gone.
class SharedLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.relay.release();
    press.close();
  }

  @Test
  void twoNodesTogetherSendNoFasterThanOneMay() {
    press.crowd(60);
    startBoth(
        new ThrottleConfig(
            Map.of("total", new Limits(10, Limits.NO_COUNT, Limits.NO_COUNT)),
            Map.of(),
            WarmUp.NONE));
    Edition edition = press.send();

    for (int second = 1; second <= 6; second++) {
      int sent = 10 * second;
      await().atMost(LONG).until(() -> press.relay.accepted().size() >= sent);
      await().atMost(LONG).until(() -> press.account(edition).waiting() == 60 - sent);
      assertThat(press.relay.handed()).as("in second %s", second).hasSize(sent);
      press.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(press.relay.recipients()).hasSize(60).doesNotHaveDuplicates();
    assertThat(press.account(edition).closed()).isTrue();
  }

  @Test
  void twoNodesTogetherHaveNoMoreMailsOnTheWireThanAGroupMay() {
    int mails = 24;
    for (int i = 0; i < mails; i++) {
      press.reader("g" + i + "@gmail.com", null, "Europe/London");
    }
    startBoth(
        new ThrottleConfig(
            Map.of("gmail", new Limits(Limits.NO_RATE, 3, Limits.NO_COUNT)),
            Map.of(),
            WarmUp.NONE));
    press.relay.hold();
    Edition edition = press.send();

    for (int answered = 0; answered < mails / 2; answered++) {
      int handed = answered + 3;
      await().atMost(LONG).until(() -> press.relay.handed().size() >= handed);
      press.relay.pass(1);
    }
    press.relay.release();
    await().atMost(LONG).until(() -> press.account(edition).closed());

    assertThat(press.relay.mostAtOnce()).isEqualTo(3);
    assertThat(press.relay.recipients()).hasSize(mails).doesNotHaveDuplicates();
  }

  @Test
  void twoNodesTogetherSendWhatADayOfTheWarmUpAllows() {
    press.clock.set(Instant.parse("2026-06-10T23:30:00Z"));
    press.publish(6);
    press.crowd(60);
    startBoth(
        new ThrottleConfig(
            Map.of(), Map.of(), new WarmUp(WarmUp.day(press.clock.instant()), List.of(21, 30))));
    press.relay.hold();
    Edition edition = press.send();

    await().atMost(LONG).until(() -> press.relay.handed().size() == 6); // both are at it
    press.relay.release();
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 60 - 21);
    assertThat(press.relay.handed()).hasSize(21);

    press.clock.advance(Duration.ofHours(1));
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 60 - 51);
    assertThat(press.relay.handed()).hasSize(51);
    press.clock.advance(Duration.ofHours(3));
    await().atMost(LONG).until(() -> press.account(edition).closed());

    assertThat(press.account(edition))
        .isEqualTo(
            new Account(edition.id(), 60, 51, 9, 0, 0, 0, 0, Map.of("skipped.late", 9L), true));
    assertThat(press.relay.recipients()).hasSize(51).doesNotHaveDuplicates();
  }

  /// Both know of the other before there is anything to send.
  private void startBoth(ThrottleConfig throttles) {
    List<Sender> nodes =
        List.of(
            press.start(3, Press.throttled(throttles)), press.start(3, Press.throttled(throttles)));
    await()
        .atMost(LONG)
        .until(() -> nodes.stream().allMatch(node -> node.throttles().state().nodes() == 2));
  }
}
