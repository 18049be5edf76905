package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice;
import org.paperround.digest.Reason;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// Who gets an alert and when (docs/adr/0018): quiet hours, the day's number, what was received.
class AlertDeliveryTest {
  private static final AlertWishes AT_ANY_HOUR = new AlertWishes(new QuietHours(0, 0), null, false);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Newsletter alerts;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    alerts = offer("alerts");
  }

  @AfterEach
  void close() {
    press.close();
  }

  /// It is 06:00 in London, 14:00 in Tokyo and 01:00 in New York; the alert expires in two hours.
  @Test
  void anAlertWaitsForTheEndOfQuietHoursOrIsSkippedWhenTheyLastTooLong() {
    SubscriberId london = reader("london", "Europe/London", AlertWishes.STANDARD);
    SubscriberId tokyo = reader("tokyo", "Asia/Tokyo", AlertWishes.STANDARD);
    SubscriberId newYork = reader("new-york", "America/New_York", AlertWishes.STANDARD);
    SubscriberId owl = reader("owl", "America/New_York", AT_ANY_HOUR);

    Edition edition = alert(alerts, "Dam breaks");

    assertThat(edition.state()).isEqualTo(EditionState.SENDING);
    assertThat(claimed(edition)).containsExactlyInAnyOrder(tokyo, owl);
    assertThat(press.row(edition, newYork)).isEqualTo(Ending.of(LedgerReason.QUIET_HOURS));
    press.clock.set(Press.CUT_OFF.plus(Duration.ofHours(1)).minusMillis(1));
    assertThat(claimed(edition)).isEmpty();
    press.clock.set(Press.CUT_OFF.plus(Duration.ofHours(1)));
    assertThat(claimed(edition)).containsExactly(london);
    assertThat(press.account(edition).closes()).isTrue();
  }

  @Test
  void aCorrectionOfAnAlertIsAWholeLetterWhateverTheHour() {
    reader("anna", "Europe/London", AlertWishes.STANDARD);
    press.clock.set(Press.CUT_OFF.plus(Duration.ofHours(2)));
    Edition edition = alert(alerts, "Dam breaks");
    press.start(1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            press.engine.editions().find(edition.id()).orElseThrow().state() == EditionState.SENT);
    press.clock.set(Press.CUT_OFF.plus(Duration.ofHours(18)));
    StoryId story = press.engine.editions().pool(edition.id()).cards().getFirst().story();
    Decision decision =
        press
            .engine
            .editions()
            .correct(edition.id(), story, "Correction", "The dam holds.", StaffActor.CLI);
    assertThat(decision).isInstanceOf(Decision.Done.class);
    press.deliveries.tick();
    await().atMost(Duration.ofSeconds(60)).until(() -> press.relay.accepted().size() == 2);
    assertThat(press.relay.accepted().getLast().text())
        .contains("Subject: Correction", "The dam holds.", "CORRECTION");
  }

  @Test
  void aReaderWhoChoosesOtherQuietHoursMeanwhileGetsItWhenTheyEnd() {
    SubscriberId reader = reader("anna", "Europe/London", AlertWishes.STANDARD);
    Edition edition = alert(alerts, "Dam breaks");
    assertThat(claimed(edition)).isEmpty();

    wish(reader, new AlertWishes(new QuietHours(22, 6), null, false));
    press.deliveries.tick();

    assertThat(claimed(edition)).containsExactly(reader);
  }

  @Test
  void whatComesDueInQuietHoursByARetryOrAResumeIsSkipped() {
    SubscriberId reader = reader("anna", "Europe/London", AlertWishes.STANDARD);
    Edition edition = alert(alerts, "Dam breaks");
    press.execute("UPDATE delivery SET due_at = '2026-06-10T05:00Z'");

    assertThat(claimed(edition)).isEmpty();
    assertThat(press.row(edition, reader)).isEqualTo(Ending.of(LedgerReason.QUIET_HOURS));
  }

  @Test
  void alertsAreLimitedPerReaderAndDayOverAllAlertNewsletters() {
    Newsletter others = offer("sport-alerts");
    SubscriberId one = reader("one", "Europe/London", wishing(1));
    SubscriberId usual = reader("usual", "Europe/London", AT_ANY_HOUR);
    subscribe(others, "one", wishing(1));
    subscribe(others, "usual", AT_ANY_HOUR);

    Edition first = alert(alerts, "First");
    assertThat(claimed(first)).containsExactlyInAnyOrder(one, usual);
    // of both newsletters, each story once
    Edition same = press.engine.editions().recent(others.id(), 1).getFirst();
    assertThat(claimed(same)).isEmpty();
    assertThat(press.row(same, one)).isEqualTo(Ending.of(LedgerReason.FATIGUE));
    assertThat(press.row(same, usual)).isEqualTo(Ending.of(LedgerReason.ALREADY_RECEIVED));
    for (String next : List.of("Second", "Third")) {
      assertThat(claimed(alert(alerts, next))).containsExactly(usual);
    }
    Edition fourth = alert(alerts, "Fourth");
    assertThat(claimed(fourth)).isEmpty();
    assertThat(press.row(fourth, usual)).isEqualTo(Ending.of(LedgerReason.FATIGUE));
    assertThat(press.account(fourth).closes()).isTrue();

    // midnight in London
    press.clock.set(Instant.parse("2026-06-10T22:59:59Z"));
    assertThat(claimed(alert(alerts, "Late"))).isEmpty();
    press.clock.set(Instant.parse("2026-06-10T23:00:00Z"));
    assertThat(claimed(alert(alerts, "Another day"))).containsExactlyInAnyOrder(one, usual);
  }

  @Test
  void twoAlertsAtOnceNeverBothTakeTheLastOfADay() {
    List<SubscriberId> readers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      readers.add(reader("reader" + i, "Europe/London", wishing(1)));
    }
    publish("First", "uk");
    publish("Second", "world");
    press.engine.editions().tick();
    press.deliveries.tick();
    List<Edition> both = press.engine.editions().recent(alerts.id(), 2);

    List<CompletableFuture<List<SubscriberId>>> nodes =
        both.stream().map(each -> CompletableFuture.supplyAsync(() -> claimed(each))).toList();
    List<SubscriberId> claimed =
        new ArrayList<>(nodes.stream().flatMap(node -> node.join().stream()).toList());
    // a reader who was held by the other claim is put off for a second
    press.clock.advance(Duration.ofSeconds(2));
    both.forEach(each -> claimed.addAll(claimed(each)));

    assertThat(claimed).containsExactlyInAnyOrderElementsOf(readers);
    assertThat(both).allSatisfy(each -> assertThat(press.count("state = 0", each.id())).isZero());
  }

  @Test
  void aMutedStoryAlertsNobodyAndWhoWantsOnlyWhatTheyFollowGetsNothingElse() {
    AlertWishes onlyFollowed = new AlertWishes(new QuietHours(0, 0), null, true);
    SubscriberId mutes = reader("mutes", "UTC", AT_ANY_HOUR);
    SubscriberId other = reader("other", "UTC", onlyFollowed);
    SubscriberId follows = reader("follows", "UTC", onlyFollowed);
    interests(mutes, Set.of(), Set.of(Mute.parse("section:Politics")));
    interests(other, Set.of(Interest.parse("section:sport")), Set.of());
    interests(follows, Set.of(Interest.parse("topic:UK")), Set.of());

    Edition edition = alert(alerts, "Vote called");

    assertThat(claimed(edition)).containsExactly(follows);
    assertThat(press.row(edition, mutes)).isEqualTo(Ending.of(LedgerReason.NOT_WANTED));
    assertThat(press.row(edition, other)).isEqualTo(Ending.of(LedgerReason.NOT_WANTED));
  }

  @Test
  void aReaderWhoWasAlertedGetsTheStoryInNoDigestUntilItChangesInSubstance() {
    SubscriberId reader = reader("anna", "Europe/London", AT_ANY_HOUR);
    press.reader("anna@reader.example", null, "Europe/London");
    SubscriberId asleep = reader("ben", "America/New_York", AlertWishes.STANDARD);
    press.reader("ben@reader.example", null, "America/New_York");
    press.publish(6);
    Edition alert = alert(alerts, "Dam breaks");
    StoryId story = press.engine.editions().pool(alert.id()).cards().getFirst().story();
    assertThat(claimed(alert)).containsExactly(reader);

    Edition digest = press.send();
    List<Claim> claims = press.claim(digest, 10, press.node()).claims();
    assertThat(stories(claims, reader)).hasSize(6).doesNotContain(story);
    assertThat(stories(claims, asleep)).as("skipped for quiet hours").contains(story);

    press.clock.advance(Duration.ofDays(1));
    press.publish(3);
    develop(story);
    Edition next = press.send();
    Claim.Facts facts = press.claim(next, 10, press.node()).claims().getFirst().facts();
    assertThat(facts.cards())
        .filteredOn(Choice.ChosenCard::update)
        .extracting(card -> story(next, card))
        .containsExactly(story);
  }

  @Test
  void aReaderWhoHadTheStoryInADigestIsAlertedOnlyToAnUpdate() {
    SubscriberId reader = reader("anna", "Europe/London", AT_ANY_HOUR);
    press.reader("anna@reader.example", null, "Europe/London");
    press.publish(4);
    StoryId story = publish("Dam breaks", "politics");
    Edition digest = press.send();
    assertThat(stories(press.claim(digest, 10, press.node()).claims(), reader)).contains(story);

    press.engine.editions().tick();
    press.deliveries.tick();
    Edition edition = press.engine.editions().recent(alerts.id(), 1).getFirst();
    assertThat(claimed(edition)).isEmpty();
    assertThat(press.row(edition, reader)).isEqualTo(Ending.of(LedgerReason.ALREADY_RECEIVED));

    press.clock.advance(Duration.ofHours(4));
    develop(story);
    press.engine.editions().tick();
    press.deliveries.tick();
    Edition update = press.engine.editions().recent(alerts.id(), 1).getFirst();
    Claim.Facts facts = press.claim(update, 10, press.node()).claims().getFirst().facts();
    assertThat(facts.cards())
        .containsExactly(new Choice.ChosenCard(1, new Reason.Breaking(), true));
  }

  @Test
  void anAlertPassesADigestThatIsBeingSent() throws Exception {
    press.publish(6);
    press.readers(40);
    reader("reader0", "Europe/London", AT_ANY_HOUR);
    press.relay.hold();
    press.send();
    Sender sender = press.start(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> press.relay.handed().size() == 1);
    Edition alert = alert(alerts, "Dam breaks");
    press.relay.release();
    await().atMost(Duration.ofMinutes(1)).until(() -> press.relay.accepted().size() == 41);

    sender.close();
    List<String> mails = press.relay.accepted().stream().map(FakeRelay.Mail::text).toList();
    assertThat(mails.getFirst()).doesNotContain("Subject: Breaking");
    assertThat(mails.subList(1, 10))
        .as("behind what was in hand")
        .anyMatch(mail -> mail.contains("Subject: Breaking: Dam breaks\r\n"));
    assertThat(press.account(alert).sent()).isEqualTo(1);
  }

  private Newsletter offer(String slug) {
    return press
        .engine
        .newsletters()
        .define(NewsletterFixture.BRIEFING.slug(slug).build().alerting());
  }

  private StoryId publish(String headline, String section) {
    return press.stories.story(
        headline, section, press.clock.instant(), List.of("The Courier"), true);
  }

  /// The story breaks and has its audience.
  private Edition alert(Newsletter of, String headline) {
    publish(headline, "politics");
    press.engine.editions().tick();
    press.deliveries.tick();
    return press.engine.editions().recent(of.id(), 1).getFirst();
  }

  private void develop(StoryId story) {
    press.stories.develop(story, press.clock.instant());
    press.execute(
        "UPDATE article SET revision = revision + 1, updated_at = '"
            + press.clock.instant()
            + "' WHERE story_id = "
            + story.value());
  }

  private SubscriberId reader(String name, String zone, AlertWishes wishes) {
    SubscriberId reader = press.reader(alerts, name + "@reader.example", null, zone);
    wish(reader, wishes);
    return reader;
  }

  private void subscribe(Newsletter offer, String name, AlertWishes wishes) {
    SubscriberId reader = press.reader(offer, name + "@reader.example", null, "Europe/London");
    change(offer, reader, wishes, Set.of(), Set.of());
  }

  private static AlertWishes wishing(int perDay) {
    return new AlertWishes(new QuietHours(0, 0), perDay, false);
  }

  private void wish(SubscriberId reader, AlertWishes wishes) {
    change(alerts, reader, wishes, Set.of(), Set.of());
  }

  private void interests(SubscriberId reader, Set<Interest> follows, Set<Mute> mutes) {
    Preferences old = preferences(alerts, reader);
    change(alerts, reader, old.alerts(), follows, mutes);
  }

  private Preferences preferences(Newsletter offer, SubscriberId reader) {
    return press.with.subscribers().preferences(reader, offer.id()).orElseThrow();
  }

  private void change(
      Newsletter offer,
      SubscriberId reader,
      AlertWishes wishes,
      Set<Interest> follows,
      Set<Mute> mutes) {
    Preferences old = preferences(offer, reader);
    press
        .with
        .subscribers()
        .changePreferences(
            new Preferences(
                old.subscriber(),
                old.newsletter(),
                old.maskedAddress(),
                old.name(),
                old.subscribed(),
                follows,
                mutes,
                old.hour(),
                old.days(),
                old.maxStories(),
                old.pausedUntil(),
                old.zone(),
                old.locale(),
                old.trackingConsent(),
                wishes,
                old.textOnly()),
            press.provenance());
  }

  /// Claims what is due now.
  private List<SubscriberId> claimed(Edition edition) {
    long node = press.node();
    List<SubscriberId> readers = new ArrayList<>();
    Claims.Taken taken;
    do {
      taken = press.claim(edition, 7, node);
      taken.claims().forEach(claim -> readers.add(claim.facts().key().subscriber()));
    } while (taken.rows() > 0);
    return readers;
  }

  private List<StoryId> stories(List<Claim> claims, SubscriberId reader) {
    return claims.stream()
        .map(Claim::facts)
        .filter(facts -> facts.key().subscriber().equals(reader))
        .flatMap(facts -> facts.cards().stream().map(card -> story(facts.edition(), card)))
        .toList();
  }

  private StoryId story(Edition edition, Choice.ChosenCard card) {
    return press.engine.editions().pool(edition.id()).card(card.ordinal()).orElseThrow().story();
  }
}
