package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// How fast an edition goes, until when, and how mail servers take it.
class SendingProgressTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Instant SIX = Instant.parse("2026-06-10T06:00:00Z");
  private static final int GMAIL = DomainGroup.GMAIL.code();
  private static final DomainGroups GROUPS =
      new DomainGroups(Map.of(), Map.of(0, "group 0", GMAIL, "gmail"));

  /// Half a mail a second for Gmail.
  private static final ThrottleConfig HALF =
      new ThrottleConfig(
          Map.of("gmail", new Limits(0.5, Limits.NO_COUNT, Limits.NO_COUNT)),
          Map.of(),
          WarmUp.NONE);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void eachTurnBeginsWhenItIsDueAndTakesItsTime() {
    SendingProgress progress =
        at(SIX.minusSeconds(60), all(10), due(0, SIX, 600), due(0, hour(1), 1_200));

    assertThat(progress.lastDue()).isEqualTo(hour(1));
    assertThat(progress.done()).isEqualTo(hour(1).plusSeconds(120));
    assertThat(progress.overdue()).isZero();
  }

  @Test
  void aTurnWaitsForTheOneBefore() {
    SendingProgress progress = at(SIX, all(1), due(0, SIX, 5_400), due(0, hour(1), 60));

    assertThat(progress.done()).isEqualTo(SIX.plusSeconds(5_460));
  }

  @Test
  void mailServersWithALimitOfTheirOwnMayBeTheLast() {
    SendingProgress.Speed gmailSlowly = new SendingProgress.Speed(100, GROUPS, HALF, Map.of());

    SendingProgress progress = at(SIX, gmailSlowly, due(0, SIX, 1_000), due(GMAIL, SIX, 100));

    assertThat(progress.done()).isEqualTo(SIX.plusSeconds(200));
  }

  @Test
  void behindAQueueTheSpeedOfNowCounts() {
    SendingProgress.Rows sent =
        rows(0, DeliveryState.SENT, null, new SendingProgress.Counts(500, 120, 0));

    SendingProgress progress = at(SIX.plusSeconds(600), all(100), due(0, SIX, 600), sent);

    assertThat(progress.overdue()).isEqualTo(600);
    assertThat(progress.lastMinute()).isEqualTo(120);
    assertThat(progress.done()).isEqualTo(SIX.plusSeconds(600 + 300));
  }

  @Test
  void nothingIsPromisedWhileAQueueStandsStillOrNoSpeedIsKnown() {
    assertThat(at(SIX.plusSeconds(600), all(100), due(0, SIX, 600)).done()).isNull();
    assertThat(at(SIX, all(Limits.NO_RATE), due(0, SIX, 600)).done()).isNull();
    assertThat(at(SIX, all(Limits.NO_RATE), due(0, SIX, 600)).lastDue()).isEqualTo(SIX);
    SendingProgress.Speed gmailAlone =
        new SendingProgress.Speed(Limits.NO_RATE, GROUPS, HALF, Map.of());
    assertThat(at(SIX, gmailAlone, due(0, SIX, 600), due(GMAIL, SIX, 1)).done())
        .as("the others' speed is not known")
        .isNull();
  }

  @Test
  void nobodyWaitsForAnythingOnceAllAreAccountedFor() {
    SendingProgress progress =
        at(
            SIX,
            all(10),
            rows(0, DeliveryState.SENT, null, new SendingProgress.Counts(5, 0, 1)),
            rows(0, DeliveryState.FAILED, null, new SendingProgress.Counts(2, 0, 0)),
            rows(0, DeliveryState.SKIPPED, null, new SendingProgress.Counts(3, 0, 0)));

    assertThat(progress.lastDue()).isNull();
    assertThat(progress.done()).isNull();
    assertThat(progress.servers())
        .containsExactly(new SendingProgress.Servers("group 0", 5, 0, 0, 2, 1, null));
  }

  @Test
  void theLedgerSaysWhoWaitsAndWhichServersAskForLess() {
    try (Press press = new Press(database.url(), NewsletterFixture.BRIEFING.build())) {
      press.publish(6);
      press.crowd(8);
      press.crowd("later", 3, 12);
      press.reader("slow@gmail.com", null, "Europe/London");
      press.relay.reply(450, "4.2.1", "Busy"); // does not ask us to slow down
      Edition edition = press.approve();
      assertThat(press.deliveries.progress(edition)).as("without an audience").isEmpty();
      press.deliveries.tick();
      press.start(1);
      await().atMost(LONG).until(() -> press.account(edition).sent() == 8);
      Instant cut = press.clock.instant().minusSeconds(30);
      press
          .database()
          .useTransaction(handle ->
              handle.attach(ThrottleDao.class).setPace(GMAIL, new Pace(20, 5, cut, null)));

      SendingProgress progress = press.deliveries.progress(edition).orElseThrow();

      assertThat(progress.lastMinute()).isEqualTo(8);
      assertThat(progress.lastDue()).isEqualTo(Instant.parse("2026-06-10T11:00:00Z"));
      assertThat(progress.done()).isAfter(Instant.parse("2026-06-10T11:00:00Z"));
      assertThat(progress.servers())
          .extracting(SendingProgress.Servers::name)
          .containsExactly("other", "gmail");
      assertThat(sum(progress.servers(), SendingProgress.Servers::sent)).isEqualTo(8);
      assertThat(sum(progress.servers(), SendingProgress.Servers::waiting)).isEqualTo(4);
      assertThat(sum(progress.servers(), SendingProgress.Servers::again)).isEqualTo(1);
      assertThat(progress.servers().getFirst().slowed()).isNull();
      assertThat(progress.servers().getLast().slowed())
          .isEqualTo(new SendingLimits.Slowed("gmail", 6, 20, cut));
    }
  }

  private static long sum(
      List<SendingProgress.Servers> servers, ToLongFunction<SendingProgress.Servers> of) {
    return servers.stream().mapToLong(of).sum();
  }

  private static SendingProgress at(
      Instant now, SendingProgress.Speed speed, SendingProgress.Rows... rows) {
    return SendingProgress.of(now, List.of(rows), speed);
  }

  private static SendingProgress.Speed all(double perSecond) {
    return new SendingProgress.Speed(perSecond, GROUPS, ThrottleConfig.NONE, Map.of());
  }

  private static SendingProgress.Rows due(int group, Instant minute, long readers) {
    return rows(group, DeliveryState.DUE, minute, new SendingProgress.Counts(readers, 0, 0));
  }

  private static SendingProgress.Rows rows(
      int group, DeliveryState state, @Nullable Instant minute, SendingProgress.Counts counts) {
    return new SendingProgress.Rows(group, state, minute, counts);
  }

  private static Instant hour(int after) {
    return SIX.plus(Duration.ofHours(after));
  }
}
