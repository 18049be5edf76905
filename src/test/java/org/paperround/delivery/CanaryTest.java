package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paperround.delivery.Canary.Step.OPEN;
import static org.paperround.delivery.Canary.Step.OPEN_UNWATCHED;
import static org.paperround.delivery.Canary.Step.WAIT;
import static org.paperround.delivery.Canary.Step.WATCH;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Decision;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.alarm.Alarms;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// A digest edition goes to its ring, is watched, and then goes to everybody, whatever happens.
class CanaryTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration WATCH_FOR = Duration.ofMinutes(10);
  private static final int READERS = 500;

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private @Nullable Press opened;

  private Press open(CanaryConfig canary) {
    DeliveryConfig config = Press.delivering(ThrottleConfig.NONE, canary, BrakeConfig.USUAL);
    Press press = new Press(database.url(), NewsletterFixture.BRIEFING.build(), config);
    press.publish(6);
    opened = press;
    return press;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void whatComesNextIsDecidedByFacts() {
    Instant now = Press.CUT_OFF;
    Instant latest = now.plus(Duration.ofMinutes(90));
    assertThat(Canary.step(null, true, WATCH_FOR, latest, now)).isEqualTo(WAIT);
    assertThat(Canary.step(null, false, WATCH_FOR, latest, now)).isEqualTo(WATCH);
    assertThat(Canary.step(null, true, WATCH_FOR, latest, latest)).isEqualTo(OPEN_UNWATCHED);
    assertThat(Canary.step(now, false, WATCH_FOR, latest, now.plusSeconds(599))).isEqualTo(WAIT);
    assertThat(Canary.step(now, false, WATCH_FOR, latest, now.plusSeconds(600))).isEqualTo(OPEN);
    assertThat(Canary.step(now, false, WATCH_FOR, now.plusSeconds(9), now.plusSeconds(9)))
        .isEqualTo(OPEN);
  }

  @Test
  void theRingGoesFirstAndTheOthersAfterTenMinutes() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    long ring = ring(press, edition);
    assertThat(ring).isBetween(200L, 320L);
    assertThat(press.deliveries.canary(edition.id())).isEqualTo(new CanaryPhase.First(ring));

    press.start(3);

    CanaryPhase watched = new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(WATCH_FOR));
    awaitPhase(press, edition, watched);
    assertThat(press.relay.accepted()).hasSize((int) ring);
    press.clock.advance(WATCH_FOR.minusSeconds(1));
    press.deliveries.tick();
    assertThat(press.deliveries.canary(edition.id())).isEqualTo(watched);
    await()
        .during(Duration.ofMillis(600))
        .atMost(LONG)
        .until(() -> press.relay.handed().size() == ring);
    press.clock.advance(Duration.ofSeconds(1));
    awaitClosed(press, edition);
    assertThat(press.relay.recipients()).doesNotHaveDuplicates();
    assertThat(press.deliveries.canary(edition.id()))
        .isEqualTo(new CanaryPhase.Open(ring, press.clock.instant()));
    assertThat(press.engine.alarms().open()).isEmpty();
  }

  @Test
  void staffAreFirstWhateverTheirHour() {
    Press press =
        open(
            new CanaryConfig(
                List.of(EmailAddress.of("Chief@paper.example"), EmailAddress.of("no@one.example")),
                List.of("news.example"),
                WATCH_FOR));
    press.crowd(READERS);
    press.reader("chief@paper.example", 18, "Europe/London");
    press.reader("other@paper.example", 18, "Europe/London");
    press.reader("desk@NEWS.example", 9, "Europe/London");
    Edition edition = press.send();
    press.start(3);
    awaitPhase(
        press,
        edition,
        new CanaryPhase.Watched(ring(press, edition), Press.CUT_OFF.plus(WATCH_FOR)));
    assertThat(press.relay.recipients())
        .contains("chief@paper.example", "desk@news.example")
        .doesNotContain("other@paper.example");
  }

  @Test
  void whoIsDueLaterIsNotWaitedForAndNotKeptWaiting() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    press.crowd("later", 40, 8);
    Edition edition = press.send();
    assertThat(press.count("priority = 3 AND due_at > '2026-06-10T05:00Z'", edition.id())).isZero();
    press.start(3);
    awaitPhase(
        press,
        edition,
        new CanaryPhase.Watched(ring(press, edition), Press.CUT_OFF.plus(WATCH_FOR)));
    press.clock.set(Instant.parse("2026-06-10T07:00:00Z"));
    awaitClosed(press, edition);
    assertThat(press.relay.accepted()).hasSize(READERS + 40);
  }

  @Test
  void aRingThatCannotBeSentToMakesNobodyLate() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    press.relay.down(true);
    Edition edition = press.send();
    press.start(3);
    press.clock.advance(Duration.ofMinutes(90));
    await()
        .atMost(LONG)
        .until(() ->
            press.engine.alarms().open().stream()
                .map(Alarms.OpenAlarm::cause)
                .anyMatch(("canary-unwatched:" + edition.id())::equals));
    press.relay.down(false);
    awaitClosed(press, edition);
    assertThat(press.account(edition).sent()).isEqualTo(READERS);
    await().atMost(LONG).until(() -> press.engine.alarms().open().isEmpty());
  }

  @Test
  void anEditorEndsTheWatching() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    press.start(3);
    awaitPhase(
        press,
        edition,
        new CanaryPhase.Watched(ring(press, edition), Press.CUT_OFF.plus(WATCH_FOR)));

    assertThat(press.deliveries.openToAll(edition.id(), StaffActor.CLI))
        .isInstanceOf(Decision.Done.class);

    assertThat(press.deliveries.openToAll(edition.id(), StaffActor.CLI))
        .isInstanceOf(Decision.Impossible.class);
    awaitClosed(press, edition);
    assertThat(press.engine.editions().diary(edition.id()))
        .extracting(DiaryEntry::action)
        .containsOnlyOnce("release");
  }

  @Test
  void stoppedInBetweenItGoesOnWhereItWas() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    press.clock.advance(Duration.ofMinutes(2));
    press.deliveries.tick();
    assertThat(press.deliveries.openToAll(edition.id(), StaffActor.CLI))
        .isInstanceOf(Decision.Impossible.class);
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.start(3);
    awaitPhase(
        press,
        edition,
        new CanaryPhase.Watched(ring(press, edition), Press.CUT_OFF.plus(Duration.ofMinutes(12))));
    assertThat(press.relay.accepted()).hasSize((int) ring(press, edition));
  }

  @Test
  void aStopIsNoTimeOfWatching() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    long ring = ring(press, edition);
    press.start(3);
    awaitPhase(press, edition, new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(WATCH_FOR)));
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    press.clock.advance(Duration.ofMinutes(20));
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    awaitPhase(
        press, edition, new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(Duration.ofMinutes(30))));
    assertThat(press.relay.accepted()).hasSize((int) ring);
  }

  @Test
  void aHoldIsNoTimeOfWatching() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    long ring = ring(press, edition);
    press.start(3);
    awaitPhase(press, edition, new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(WATCH_FOR)));
    press.deliveries.hold("a doubt", StaffActor.CLI);
    press.clock.advance(Duration.ofMinutes(100));
    press.deliveries.tick();
    assertThat(press.deliveries.canary(edition.id())).isInstanceOf(CanaryPhase.Watched.class);
    press.deliveries.release(StaffActor.CLI);
    press.deliveries.tick();
    awaitPhase(
        press, edition, new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(Duration.ofMinutes(110))));
    press.clock.advance(WATCH_FOR);
    awaitClosed(press, edition);
  }

  @Test
  void aRingThatWasHeldIsStillSentToFirst() {
    Press press = open(new CanaryConfig(List.of(), List.of(), Duration.ofHours(1)));
    press.crowd(READERS);
    Edition edition = press.send();
    long ring = ring(press, edition);
    press.deliveries.hold("a doubt", StaffActor.CLI);
    press.clock.advance(Duration.ofHours(2));
    press.deliveries.tick();
    press.deliveries.release(StaffActor.CLI);
    press.deliveries.tick();
    assertThat(press.deliveries.canary(edition.id())).isEqualTo(new CanaryPhase.First(ring));
    assertThat(press.engine.alarms().open()).isEmpty();

    press.start(3);

    // An hour would be to the end of the late limit: half of what is left of it.
    awaitPhase(
        press, edition, new CanaryPhase.Watched(ring, Press.CUT_OFF.plus(Duration.ofMinutes(150))));
  }

  @Test
  void aSmallAudienceWaitsForNobody() {
    Press press = open(new CanaryConfig(List.of(), List.of("reader.example"), WATCH_FOR));
    press.crowd(200);
    Edition edition = press.send();
    assertThat(press.deliveries.canary(edition.id())).isEqualTo(new CanaryPhase.None());
    press.start(2);
    awaitClosed(press, edition);
  }

  @Test
  void alertsSkipTheRing() {
    Press press = open(new CanaryConfig(List.of(), List.of("reader.example"), WATCH_FOR));
    Newsletter alerts =
        press
            .engine
            .newsletters()
            .define(NewsletterFixture.BRIEFING.slug("alerts").build().alerting());
    press.clock.advance(Duration.ofHours(5)); // in nobody's quiet hours
    press
        .engine
        .subscribers()
        .importConfirmed(
            alerts.id(),
            IntStream.range(0, READERS)
                .mapToObj(i -> press.someone("a" + i + "@reader.example"))
                .toList(),
            press.clock.instant());
    press.stories.story("Dam", "uk", press.clock.instant(), List.of("The Courier"), true);
    press.engine.editions().tick();
    press.deliveries.tick();
    Edition alert = press.engine.editions().recent(alerts.id(), 1).getFirst();

    assertThat(press.deliveries.canary(alert.id())).isEqualTo(new CanaryPhase.None());
    assertThat(ring(press, alert)).isZero();
    press.start(3);
    awaitClosed(press, alert);
    assertThat(press.account(alert).sent()).isEqualTo(READERS);
  }

  @Test
  void correctionsSkipTheRing() {
    Press press = open(new CanaryConfig(List.of(), List.of(), WATCH_FOR));
    press.crowd(READERS);
    Edition edition = press.send();
    press.start(3);
    awaitPhase(
        press,
        edition,
        new CanaryPhase.Watched(ring(press, edition), Press.CUT_OFF.plus(WATCH_FOR)));
    press.clock.advance(WATCH_FOR);
    // As long as it may be sent with the story there is nothing to correct.
    await().atMost(LONG).until(() -> press.state(edition) == EditionState.SENT);

    StoryId story = press.engine.editions().pool(edition.id()).frontPage().getFirst().story();
    Decision corrected =
        press
            .engine
            .editions()
            .correct(edition.id(), story, "We erred", "It is open.", StaffActor.CLI);
    Edition letter = ((Decision.Done) corrected).edition();
    press.deliveries.tick();

    assertThat(press.deliveries.canary(letter.id())).isEqualTo(new CanaryPhase.None());
    awaitClosed(press, letter);
    assertThat(press.account(letter).sent()).isEqualTo(READERS);
    assertThat(ring(press, letter)).isZero();
  }

  private static long ring(Press press, Edition edition) {
    return press.count("priority = 3", edition.id());
  }

  private static void awaitPhase(Press press, Edition edition, CanaryPhase phase) {
    await().atMost(LONG).until(() -> press.deliveries.canary(edition.id()).equals(phase));
  }

  private static void awaitClosed(Press press, Edition edition) {
    await().atMost(LONG).until(() -> press.account(edition).closed());
  }
}
