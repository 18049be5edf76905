package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.RelayReply;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Departure;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Return;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// What the tick keeps true without anybody sending.
class UpkeepTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  private void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void unsubscribeCancelsWaitingDeliveries() {
    open();
    List<SubscriberId> readers = press.readers(2);
    Edition edition = press.send();
    press.unsubscribe(readers.getFirst());
    press.deliveries.tick();
    assertThat(press.row(edition, readers.getFirst()))
        .isEqualTo(Ending.of(LedgerReason.UNSUBSCRIBED));
    assertThat(press.row(edition, readers.getLast()).state()).isEqualTo(DeliveryState.DUE);
  }

  @Test
  void whoLeavesEverythingGetsNothingThatWaitsAndAnUndoDoesNotBringItBack() {
    open();
    Newsletter other =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("other").build());
    SubscriberId reader = press.readers(1).getFirst();
    press.reader(other, "reader0@reader.example", null, "Europe/London");
    Edition one = press.send();
    Edition two = press.send(other);

    Departure departure =
        press
            .engine
            .subscribers()
            .leave(new ReaderLinks.Named(reader, press.newsletter.id()), true, press.provenance());
    press.deliveries.tick();

    Ending skipped = Ending.of(LedgerReason.UNSUBSCRIBED);
    assertThat(press.row(one, reader)).isEqualTo(skipped);
    assertThat(press.row(two, reader)).isEqualTo(skipped);

    String undo = String.valueOf(departure.undoUrl()).replaceAll(".*/u/undo/", "");
    assertThat(press.engine.subscribers().comeBack(undo, press.provenance()))
        .isEqualTo(new Return.Restored(reader, List.of(press.newsletter.id(), other.id())));
    press.deliveries.tick();
    assertThat(press.row(one, reader)).isEqualTo(skipped);
    assertThat(press.row(two, reader)).isEqualTo(skipped);
  }

  @Test
  void aChangedHourMovesAWaitingDelivery() {
    open();
    SubscriberId later = press.reader("a@reader.example", null, "Europe/London");
    SubscriberId passed = press.reader("b@reader.example", 12, "Europe/London");
    press.send();
    press.clock.set(Instant.parse("2026-06-10T09:00:00Z"));
    prefer(later, 18, "Europe/Berlin");
    prefer(passed, 7, "Europe/London");
    press.deliveries.tick();
    assertThat(dueAt(later)).isEqualTo(Instant.parse("2026-06-10T16:00:00Z"));
    assertThat(dueAt(passed)).isEqualTo(press.clock.instant());
    press.clock.advance(Duration.ofHours(2));
    press.deliveries.tick();
    assertThat(dueAt(later)).isEqualTo(Instant.parse("2026-06-10T16:00:00Z"));
    assertThat(dueAt(passed)).isEqualTo(Instant.parse("2026-06-10T09:00:00Z"));
  }

  @Test
  void aStoppedEditionIsClosedOnceItHasExpired() {
    open();
    press.readers(2);
    Edition edition = press.send();
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    assertThat(OpenEdition.all(press.with)).hasSize(1);
    press.clock.set(edition.expiresAt());
    press.deliveries.tick();
    press.deliveries.tick();
    assertThat(press.account(edition).closed()).isTrue();
    assertThat(OpenEdition.all(press.with)).isEmpty();
    assertThat(press.engine.editions().find(edition.id()).orElseThrow().state())
        .isEqualTo(EditionState.SENT);
  }

  @Test
  void whatIsTooLateIsSkippedAndTheAccountCloses() {
    open();
    press.readers(2);
    press.reader("c@reader.example", 12, "Europe/London");
    Edition edition = press.send();
    press.clock.advance(Duration.ofHours(3).plusSeconds(1));
    press.deliveries.tick();
    assertThat(press.account(edition))
        .isEqualTo(
            new Account(edition.id(), 3, 0, 2, 0, 0, 0, 1, Map.of("skipped.late", 2L), true));
    press.clock.set(edition.expiresAt());
    press.deliveries.tick();
    assertThat(press.account(edition))
        .isEqualTo(
            new Account(edition.id(), 3, 0, 3, 0, 0, 0, 0, Map.of("skipped.late", 3L), true));
    assertThat(press.engine.editions().find(edition.id()).orElseThrow().state())
        .isEqualTo(EditionState.SENT);
  }

  @Test
  void aCrowdThatIsTooLateIsSkippedTickByTick() {
    open();
    press.crowd(5001);
    Edition edition = press.send();
    press.clock.advance(Duration.ofHours(3).plusSeconds(1));
    assertThat(press.deliveries.tick()).as("so the next follows at once").isPositive();
    assertThat(press.account(edition).waiting()).isEqualTo(1);
    press.deliveries.tick();
    assertThat(press.account(edition).reasons()).isEqualTo(Map.of("skipped.late", 5001L));
    assertThat(press.account(edition).closed()).isTrue();
  }

  @Test
  void claimsOfADeadNodeAreSentAgain() {
    open();
    press.readers(3);
    Edition edition = press.send();
    long dead = press.node();
    press.claim(edition, 2, dead);
    silence(dead);
    press.deliveries.tick();
    assertThat(press.count("state = 0", edition.id())).isEqualTo(3);
    assertThat(press.count("cards IS NOT NULL", edition.id())).isEqualTo(2);
    assertThat(press.claim(edition, 10, press.node()).claims()).hasSize(3);
  }

  @Test
  void whatDidNotLeaveIsGivenBackToADaysPlan() throws InterruptedException {
    open();
    press.readers(20);
    Edition edition = press.send();
    WarmUp plan = new WarmUp(WarmUp.day(press.clock.instant()), List.of(10));
    long dead = press.node();
    List<Claim> claims = press.claim(edition, 20, dead, plan).claims();
    assertThat(claims).hasSize(10);
    Settler settler = new Settler(press.with, _ -> {}, _ -> {});
    settler.add(new Settlement.Uncomposed(claims.getFirst(), press.clock.instant()));
    settler.add(press.accepted(claims.get(1)));
    settler.step(Duration.ofSeconds(1));
    assertThat(press.count("state = 2 AND attempts = 1", edition.id())).isEqualTo(1);
    assertThat(press.claim(edition, 20, dead, plan).claims()).as("not composed").hasSize(1);

    silence(dead);
    press.deliveries.tick();

    assertThat(press.claim(edition, 20, press.node(), plan).claims()).hasSize(9);
  }

  @Test
  void alarmsAboutAnEditionEndWithIt() {
    open();
    press.readers(1);
    Edition edition = press.send();
    // As other nodes raised them, or this one before it was started anew.
    List<String> causes =
        List.of(
            "choosing-failing:" + edition.id(),
            "composing-failing:" + edition.id(),
            "claim-failing:" + edition.id());
    causes.forEach(cause -> press.engine.alarms().raise(cause, "an earlier run"));
    press.deliveries.tick();
    assertThat(press.alarms()).containsExactlyElementsOf(causes);

    press.clock.set(edition.expiresAt());
    press.deliveries.tick();
    press.deliveries.tick();

    assertThat(press.account(edition).closed()).isTrue();
    assertThat(press.alarms()).isEmpty();
  }

  @Test
  void whatMayHaveLeftIsCountedBesideWhatDid() throws InterruptedException {
    open();
    press.readers(4);
    Edition edition = press.send();
    List<Claim> claims = press.claim(edition, 4, press.node()).claims();
    Settler settler = new Settler(press.with, _ -> {}, _ -> {});
    settler.add(press.accepted(claims.get(0)));
    settler.add(
        new Settlement.Transmitted(
            claims.get(1),
            new TransmissionOutcome.Unknown("no answer"),
            "relay",
            press.clock.instant()));
    settler.add(
        new Settlement.Transmitted(
            claims.get(2),
            new TransmissionOutcome.Deferred(new RelayReply(451, null, "later")),
            "relay",
            press.clock.instant()));
    settler.add(new Settlement.Released(claims.get(3), press.clock.instant()));
    settler.step(Duration.ofSeconds(1));

    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 4, 1, 0, 0, 0, 0, 3, Map.of(), true));
    assertThat(press.deliveries.unknown(edition.id())).isEqualTo(1);
  }

  /// The living ones are the second and the fourth of five.
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void livingNodesKeepTheirClaimsAndWhatAnEndedOneHoldsIsFoundAmongThem(int ended) {
    open();
    press.readers(3);
    Edition edition = press.send();
    List<Long> nodes = Stream.generate(press::node).limit(5).toList();
    Stream.of(1, 3, ended).map(nodes::get).forEach(node -> press.claim(edition, 1, node));
    Stream.of(0, 2, 4).map(nodes::get).forEach(this::silence);

    press.deliveries.tick();

    String living = "node_id IN (" + nodes.get(1) + ", " + nodes.get(3) + ")";
    assertThat(press.count("state = 1 AND " + living, edition.id())).isEqualTo(2);
    assertThat(press.count("state = 0", edition.id())).isEqualTo(1);
  }

  @Test
  void whereUnknownIsHeldAPersonDecides() {
    press =
        new Press(database.url(), NewsletterFixture.holding(NewsletterFixture.BRIEFING.build()));
    press.publish(6);
    press.readers(4);
    Edition edition = press.send();
    long dead = press.node();
    press.claim(edition, 2, dead);
    silence(dead);
    press.deliveries.tick();
    assertThat(press.account(edition).uncertain()).isEqualTo(2);
    assertThat(press.account(edition).closes()).isTrue();

    assertThat(press.deliveries.resend(edition.id())).isEqualTo(new Resolution.Done(2));
    assertThat(press.account(edition).waiting()).isEqualTo(4);
    long again = press.node();
    assertThat(press.claim(edition, 2, again).claims()).hasSize(2);
    silence(again);
    press.deliveries.tick();
    assertThat(press.deliveries.countAsSent(edition.id())).isEqualTo(new Resolution.Done(2));
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 4, 2, 0, 0, 0, 0, 2, Map.of(), true));
  }

  @Test
  void anAcceptanceThatComesAfterTheTakeOverIsStillTheTruth() throws InterruptedException {
    open();
    press.readers(2);
    Edition edition = press.send();
    long slow = press.node();
    List<Claim> claims = press.claim(edition, 2, slow).claims();
    silence(slow);
    press.deliveries.tick();
    // one row is being sent again at this moment, by another node
    long other = press.node();
    Claim second = press.claim(edition, 1, other).claims().getFirst();

    Settler late = new Settler(press.with, _ -> {}, _ -> {});
    claims.forEach(claim -> late.add(press.accepted(claim)));
    late.step(Duration.ofSeconds(1));
    assertThat(press.account(edition).sent()).isEqualTo(1);

    Settler settler = new Settler(press.with, _ -> {}, _ -> {});
    settler.add(
        new Settlement.Transmitted(
            second,
            new TransmissionOutcome.Deferred(new RelayReply(451, null, "later")),
            "relay",
            press.clock.instant()));
    settler.step(Duration.ofSeconds(1));
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 2, 2, 0, 0, 0, 0, 0, Map.of(), true));
  }

  @Test
  void aGroupThatIsSettledTwiceCountsOnce() throws InterruptedException {
    open();
    press.readers(1);
    Edition edition = press.send();
    Claim claim = press.claim(edition, 1, press.node()).claims().getFirst();
    Settler settler = new Settler(press.with, _ -> {}, _ -> {});
    settler.add(press.accepted(claim));
    settler.add(press.accepted(claim));
    settler.step(Duration.ofSeconds(1));
    settler.add(press.accepted(claim));
    settler.step(Duration.ofSeconds(1));
    assertThat(press.account(edition).sent()).isEqualTo(1);
    assertThat(press.account(edition).closed()).isTrue();
  }

  @Test
  void aReaderWhoLeavesBetweenClaimAndSendIsNotMailed() {
    open();
    List<SubscriberId> readers = press.readers(2);
    Edition edition = press.send();
    ClaimQueue queue = new ClaimQueue(_ -> Limits.NO_COUNT, () -> Limits.NO_COUNT);
    queue.add(press.claim(edition, 2, press.node()).claims());
    press.unsubscribe(readers.getFirst());

    new ReaderCheck(press.with, queue).run(true);

    assertThat(queue.unsent())
        .hasSize(2)
        .allSatisfy(claim ->
            assertThat(claim.withdrawn().isPresent())
                .isEqualTo(claim.facts().key().subscriber().equals(readers.getFirst())));
  }

  private void silence(long node) {
    press.execute(
        "UPDATE node SET heartbeat_at = heartbeat_at - interval '31 seconds' WHERE id = " + node);
  }

  private void prefer(SubscriberId reader, int hour, String zone) {
    Preferences old =
        press.with.subscribers().preferences(reader, press.newsletter.id()).orElseThrow();
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
                old.follows(),
                old.mutes(),
                hour,
                old.days(),
                old.maxStories(),
                old.pausedUntil(),
                ZoneId.of(zone),
                old.locale(),
                old.trackingConsent(),
                old.alerts(),
                old.textOnly()),
            press.provenance());
  }

  private Instant dueAt(SubscriberId reader) {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT due_at FROM delivery WHERE subscriber_id = :reader")
                .bind("reader", reader.value())
                .mapTo(Instant.class)
                .one());
  }
}
