package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.bench.MailSink;
import org.paperround.edition.Edition;
import org.paperround.mail.Relay;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// One slow domain never delays another: whole sending nodes before a server that takes five mails
/// a second of one domain. The clock is in hand: while it stands, all that may go of the slow one
/// has gone.
class ThrottlesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int REST = 300;
  private static final int SLOW = 40;

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path folder;

  private Press press;
  private MailSink sink;
  private SlowDomain slow;

  @BeforeEach
  void open() throws IOException {
    press = new Press(database.url());
    press.publish(6);
    slow = new SlowDomain("slow.example", 5, press.clock, MailSink.log(folder.resolve("log")));
    sink = new MailSink(0, Duration.ZERO, slow);
  }

  @AfterEach
  void close() throws IOException {
    press.close();
    sink.close();
  }

  @Test
  void oneSlowDomainNeverDelaysTheRest() {
    DeliveryConfig config =
        Press.throttled(
            new ThrottleConfig(
                Map.of("slow", rate(5)), Map.of("slow", List.of("slow.example")), WarmUp.NONE));
    Edition edition = sendToMixed();
    press.start(3, config, _ -> relay().connect());

    await().atMost(LONG).until(() -> accepted("reader.example") == REST);
    await().atMost(LONG).until(() -> accepted("slow.example") == 5);
    assertThat(press.count("state IN (0, 2)", edition.id())).isEqualTo(SLOW - 5);
    assertThat(press.count("attempts > 1", edition.id())).isZero();

    for (int second = 2; second <= SLOW / 5; second++) {
      int sent = 5 * second;
      press.clock.advance(Duration.ofSeconds(1));
      await().atMost(LONG).until(() -> accepted("slow.example") == sent);
    }
    awaitClosed(edition);
    assertThat(slow.refused()).as("never more than it takes in any second").isZero();
    assertThat(press.account(edition).sent()).isEqualTo(REST + SLOW);
  }

  @Test
  void aDomainThatAsksForLessGetsAThrottleOfItsOwn() {
    Edition edition = sendToMixed();
    press.start(3, Press.CONFIG, _ -> relay().connect());

    await().atMost(LONG).until(() -> accepted("reader.example") == REST);
    await()
        .atMost(LONG)
        .until(() -> slowed().equals(List.of("slow.example")) && accepted("slow.example") == 5);
    assertThat(press.deliveries.limits().slowed())
        .isEqualTo(List.of(new SendingLimits.Slowed("slow.example", 5, 10, Press.CUT_OFF)));
    assertThat(press.engine.alarms().open()).isEmpty();

    // All that was refused is due again in one moment; without a throttle it would be refused
    // again.
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 0);
    int refused = slow.refused();
    press.clock.advance(Duration.ofSeconds(90));
    await()
        .atMost(LONG)
        .until(() -> {
          press.clock.advance(Duration.ofSeconds(1));
          return press.account(edition).waiting() == 0;
        });
    assertThat(slow.refused() - refused).isLessThan(15);
    assertThat(accepted("slow.example")).isEqualTo(SLOW);
    assertThat(press.account(edition).sent()).isEqualTo(REST + SLOW);
  }

  @Test
  void aWarmUpPlanKeepsTheRestForTheNextDayOrItsLateLimit() {
    press.clock.set(Instant.parse("2026-06-10T23:30:00Z"));
    press.publish(6);
    press.readers(60);
    DeliveryConfig config =
        Press.throttled(
            new ThrottleConfig(
                Map.of(),
                Map.of(),
                new WarmUp(WarmUp.day(press.clock.instant()), List.of(20, 30))));
    Deliveries deliveries = new Deliveries(press.with, config);
    press.relay.down(true);
    Edition edition = press.send();
    Sender sender = press.start(3, config);
    await().atMost(LONG).until(() -> !press.engine.alarms().open().isEmpty());
    press.relay.down(false);

    // What was claimed while the relay was away has not left and is not counted.
    await().atMost(LONG).until(() -> press.relay.accepted().size() == 20);
    await().atMost(LONG).until(() -> left(sender) == 0);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 40);
    assertThat(deliveries.limits().left().orElseThrow()).isZero();

    press.clock.advance(Duration.ofHours(1));
    await().atMost(LONG).until(() -> press.relay.accepted().size() == 50);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 10);
    press.clock.advance(Duration.ofHours(3));
    awaitClosed(edition);
    assertThat(press.account(edition))
        .isEqualTo(
            new Account(edition.id(), 60, 50, 10, 0, 0, 0, 0, Map.of("skipped.late", 10L), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "total"})
  void whatWasClaimedAndDidNotLeaveMayStillGoInItsSecond(String limited) {
    press.readers(20);
    press.relay.down(true);
    Edition edition = press.send();
    press.start(
        2, Press.throttled(new ThrottleConfig(Map.of(limited, rate(5)), Map.of(), WarmUp.NONE)));
    await().atMost(LONG).until(() -> !press.engine.alarms().open().isEmpty());
    await().atMost(LONG).until(() -> press.count("state = 1", edition.id()) == 0);

    press.relay.down(false);

    // The clock stands: nothing is saved up meanwhile.
    await().atMost(LONG).until(() -> press.relay.accepted().size() == 5);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "total"})
  void aNodeHasItsShareAndThatOfADeadOne(String limited) {
    press.node();
    press.readers(30);
    Edition edition = press.send();
    Sender sender =
        press.start(
            2,
            Press.throttled(new ThrottleConfig(Map.of(limited, rate(10)), Map.of(), WarmUp.NONE)));

    await().atMost(LONG).until(() -> press.relay.accepted().size() == 5);
    press.execute("UPDATE node SET heartbeat_at = '2020-01-01' WHERE name = 'by-hand'");
    await().atMost(LONG).until(() -> sender.throttles().state().nodes() == 1);
    assertThat(press.relay.accepted()).hasSize(5);
    press.clock.advance(Duration.ofSeconds(1));
    await().atMost(LONG).until(() -> press.relay.accepted().size() == 15);
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 15);
  }

  @Test
  void aGroupHasNoMoreConnectionsThanItMay() {
    IntStream.range(0, 6).forEach(i -> press.reader("g" + i + "@gmail.com", null, "Europe/London"));
    press.readers(3);
    press.relay.hold();
    Edition edition = press.send();
    press.start(
        5,
        Press.throttled(
            new ThrottleConfig(
                Map.of("gmail", new Limits(Limits.NO_RATE, 2, Limits.NO_COUNT)),
                Map.of(),
                WarmUp.NONE)));

    await().atMost(LONG).until(() -> press.relay.handed().size() == 5);
    assertThat(press.relay.handed().stream().filter(mail -> mail.to().endsWith("gmail.com")))
        .hasSize(2);
    press.relay.release();
    awaitClosed(edition);
    assertThat(press.relay.recipients()).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void aConnectionEndsAfterItsNumberOfMails() {
    press.readers(12);
    Edition edition = press.send();
    press.start(
        1,
        Press.throttled(
            new ThrottleConfig(
                Map.of("total", new Limits(Limits.NO_RATE, Limits.NO_COUNT, 4)),
                Map.of(),
                WarmUp.NONE)));
    awaitClosed(edition);
    assertThat(press.relay.connects()).isEqualTo(3);
  }

  private Edition sendToMixed() {
    for (int i = 0; i < REST; i++) {
      press.reader("r" + i + "@reader.example", null, "Europe/London");
      if (i < SLOW) {
        press.reader("s" + i + "@slow.example", null, "Europe/London");
      }
    }
    return press.send();
  }

  private static Limits rate(double perSecond) {
    return new Limits(perSecond, Limits.NO_COUNT, Limits.NO_COUNT);
  }

  private List<String> slowed() {
    return press.deliveries.limits().slowed().stream()
        .map(SendingLimits.Slowed::group)
        .collect(Collectors.toList());
  }

  private static int left(Sender sender) {
    return sender.throttles().state().leftToday().orElseThrow();
  }

  private long accepted(String domain) {
    try (java.util.stream.Stream<String> lines = Files.lines(folder.resolve("log"))) {
      return lines.filter(line -> line.contains("@" + domain + "\t")).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Relay relay() {
    return new Relay(RelayFixture.at(sink.port()));
  }

  private void awaitClosed(Edition edition) {
    await().atMost(LONG).until(() -> press.account(edition).waiting() == 0);
  }
}
