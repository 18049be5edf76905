package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// Whom a claim takes, whom it passes over and why, and that no two claims get in each other's way.
class ClaimsTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aClaimHoldsWhatIsSentAndWhy() {
    List<StoryId> published = press.publish(6);
    SubscriberId reader = press.readers(1).getFirst();
    Edition edition = press.send();

    Claims.Taken taken = press.claim(edition, 10, press.node());

    Claim.Facts facts = taken.claims().getFirst().facts();
    assertThat(taken.claims()).hasSize(1);
    assertThat(facts.key().subscriber()).isEqualTo(reader);
    assertThat(facts.address().toString()).isEqualTo("reader0@reader.example");
    assertThat(stories(edition, facts)).hasSameElementsAs(published);
    assertThat(press.row(edition, reader)).isEqualTo(new Ending(DeliveryState.CLAIMED, null));
    assertThat(press.count("array_length(cards, 1) = array_length(reasons, 1)", edition.id()))
        .isEqualTo(1);
    assertThat(press.claim(edition, 10, press.node()).claims()).isEmpty();
  }

  @Test
  void whoMustNotBeMailedIsPassedOverWithTheReason() {
    press.publish(6);
    List<SubscriberId> readers = press.readers(6);
    Edition edition = press.send();
    press.unsubscribe(readers.get(0));
    press.execute(
        "UPDATE subscription SET paused_until = '2030-01-01' WHERE subscriber_id = "
            + readers.get(1).value());
    press
        .database()
        .useTransaction(handle ->
            press
                .with
                .subscribers()
                .suppress(
                    handle,
                    readers.get(2),
                    SuppressionReason.HARD_BOUNCE,
                    "test",
                    press.clock.instant()));
    press.execute(
        "UPDATE subscription SET days = 32 WHERE subscriber_id = " + readers.get(3).value());
    press.execute(
        "UPDATE delivery SET late_at = '2026-06-10T04:00Z' WHERE subscriber_id = "
            + readers.get(4).value());

    List<Claim> claims = press.claim(edition, 10, press.node()).claims();

    assertThat(claims)
        .extracting(claim -> claim.facts().key().subscriber())
        .containsExactly(readers.get(5));
    assertThat(press.row(edition, readers.get(0))).isEqualTo(Ending.of(LedgerReason.UNSUBSCRIBED));
    assertThat(press.row(edition, readers.get(1))).isEqualTo(Ending.of(LedgerReason.PAUSED));
    assertThat(press.row(edition, readers.get(2))).isEqualTo(Ending.of(LedgerReason.HARD_BOUNCE));
    assertThat(press.row(edition, readers.get(3))).isEqualTo(Ending.of(LedgerReason.NOT_ITS_DAY));
    assertThat(press.row(edition, readers.get(4))).isEqualTo(Ending.of(LedgerReason.LATE));
    assertThat(press.account(edition).closes()).isTrue();
  }

  @Test
  void tooFewNewStoriesIsASkip() {
    press.publish(2);
    SubscriberId reader = press.readers(1).getFirst();
    Edition edition = press.send();
    assertThat(press.claim(edition, 10, press.node()).claims()).isEmpty();
    assertThat(press.row(edition, reader)).isEqualTo(Ending.of(LedgerReason.TOO_FEW_STORIES));
  }

  @Test
  void nothingIsDueBeforeItsHour() {
    press.publish(6);
    press.reader("a@reader.example", 8, "Europe/London");
    Edition edition = press.send();
    long node = press.node();
    assertThat(press.claim(edition, 10, node).rows()).isZero();
    press.clock.set(Instant.parse("2026-06-10T07:00:00Z"));
    assertThat(press.claim(edition, 10, node).claims()).hasSize(1);
  }

  @Test
  void aStoppedEditionIsNotClaimed() {
    press.publish(6);
    press.readers(2);
    Edition edition = press.send();
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    assertThat(press.claim(edition, 10, press.node()).rows()).isZero();
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    assertThat(press.claim(edition, 10, press.node()).claims()).hasSize(2);
  }

  @Test
  void aNodeThatWasGivenUpClaimsNothing() {
    press.publish(6);
    press.readers(2);
    Edition edition = press.send();
    long node = press.node();
    press.database().jdbi().useExtension(NodeDao.class, dao -> dao.stop(node));
    assertThat(press.claim(edition, 10, node).rows()).isZero();
  }

  @Test
  void concurrentClaimsNeverTakeTheSameRow() {
    press.publish(6);
    press.readers(120);
    Edition edition = press.send();

    List<CompletableFuture<List<Claim>>> nodes =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> drain(edition)))
            .toList();
    List<Long> claimed = new ArrayList<>();
    nodes.forEach(node ->
        node.join().forEach(claim -> claimed.add(claim.facts().key().subscriber().value())));

    assertThat(claimed).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void oneReaderWithTwoEditionsDueNeverGetsTheSameStoryTwice() {
    press.publish(16);
    Newsletter other =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("other").build());
    for (int i = 0; i < 40; i++) {
      press.reader("reader" + i + "@reader.example", null, "Europe/London");
      press.reader(other, "reader" + i + "@reader.example", null, "Europe/London");
    }
    Edition first = press.approve(press.newsletter);
    Edition second = press.approve(other);
    press.deliveries.tick();

    List<CompletableFuture<List<Claim>>> nodes =
        List.of(
            CompletableFuture.supplyAsync(() -> drain(first)),
            CompletableFuture.supplyAsync(() -> drain(second)));
    List<Claim> claims = new ArrayList<>();
    nodes.forEach(node -> claims.addAll(node.join()));
    // a reader who was held by the other claim is put off for a second
    press.clock.advance(Duration.ofSeconds(2));
    claims.addAll(drain(first));
    claims.addAll(drain(second));

    assertThat(press.count("state = 0", first.id()) + press.count("state = 0", second.id()))
        .isZero();
    Set<String> seen = new HashSet<>();
    for (Claim claim : claims) {
      Edition edition = claim.facts().edition();
      for (StoryId story : stories(edition, claim.facts())) {
        assertThat(seen.add(claim.facts().key().subscriber() + "/" + story))
            .as("story %s for reader %s", story, claim.facts().key().subscriber())
            .isTrue();
      }
    }
    assertThat(claims.size()).isGreaterThan(40);
  }

  @Test
  void aMergedStoryCountsAsReceived() {
    List<StoryId> published = press.publish(5);
    press.readers(1);
    Edition first = press.send();
    press.claim(first, 10, press.node());
    press.clock.advance(Duration.ofDays(1));
    List<StoryId> later = press.publish(5);
    press.stories.merge(published.getFirst(), later.getFirst());
    Edition second = press.send();

    assertThat(storiesOfFirstClaim(second))
        .hasSameElementsAs(later.subList(1, 5))
        .doesNotContain(later.getFirst());
  }

  @Test
  void aStoryThatIsBackAfterWeeksCountsAsReceivedBehindEditionsWithoutIt() {
    List<StoryId> published = press.publish(5);
    press.readers(1);
    press.claim(press.send(), 10, press.node());
    press.clock.advance(Duration.ofDays(12));
    press.publish(5);
    press.claim(press.send(), 10, press.node());
    press.clock.advance(Duration.ofDays(12));
    List<StoryId> today = press.publish(5);
    press.stories.merge(published.getFirst(), today.getFirst());
    Edition edition = press.send();

    assertThat(storiesOfFirstClaim(edition))
        .hasSameElementsAs(today.subList(1, 5))
        .doesNotContain(today.getFirst());
  }

  @Test
  void aStoryCountsAsReceivedBehindMoreEditionsThanAreLookedAt() {
    List<StoryId> published = press.publish(5);
    press.readers(1);
    Edition first = press.send();
    press.claim(first, 10, press.node());
    press.clock.advance(Duration.ofDays(12));
    List<StoryId> today = press.publish(5);
    press.stories.merge(published.getFirst(), today.getFirst());
    Edition edition = press.send();
    makeUpEditions(first, 900);

    assertThat(storiesOfFirstClaim(edition))
        .hasSameElementsAs(today.subList(1, 5))
        .doesNotContain(today.getFirst());
  }

  private List<StoryId> storiesOfFirstClaim(Edition edition) {
    List<Claim> claims = press.claim(edition, 10, press.node()).claims();
    return stories(edition, claims.getFirst().facts());
  }

  /// After `first`, without cards and readers.
  private void makeUpEditions(Edition first, int count) {
    press
        .database()
        .useTransaction(handle -> {
          handle.execute(
              """
              INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at,
                state, state_since)
              SELECT newsletter_id, edition_date + 6, planned_at + i * INTERVAL '1 minute',
                cut_off, expires_at, 'sent', cut_off
              FROM edition, generate_series(1, ?) i WHERE id = ?
              """,
              count,
              first.id().value());
          handle.execute(
              """
              INSERT INTO audience (edition_id, newsletter_id, edition_date, eligible, frozen_at, closed_at)
              SELECT id, newsletter_id, edition_date, 0, cut_off, cut_off FROM edition
              WHERE state = 'sent' AND next_ordinal = 1
              """);
        });
  }

  @Test
  void storiesThatBecameOneAfterTheApprovalAreOneCard() {
    List<StoryId> published = press.publish(6);
    press.readers(1);
    Edition edition = press.send();
    press.stories.merge(published.get(1), published.get(4));
    press.stories.merge(published.get(2), published.get(3));

    List<Claim> claims = press.claim(edition, 10, press.node()).claims();

    assertThat(stories(edition, claims.getFirst().facts()))
        .hasSize(4)
        .contains(published.get(0), published.get(5))
        .containsAnyOf(published.get(1), published.get(4))
        .containsAnyOf(published.get(2), published.get(3));
  }

  @Test
  void whatWasDroppedDoesNotComeBackAsTheStoryItIsPartOfNow() {
    List<StoryId> published = press.publish(6);
    press.readers(1);
    Edition edition = press.send();
    press.engine.editions().drop(edition.id(), published.get(1), StaffActor.CLI);
    press.stories.merge(published.get(1), published.get(4));

    List<Claim> claims = press.claim(edition, 10, press.node()).claims();

    assertThat(stories(edition, claims.getFirst().facts()))
        .containsExactlyInAnyOrder(
            published.get(0), published.get(2), published.get(3), published.get(5));
  }

  @Test
  void aReaderHeldByAnotherTransactionIsPutOffNotLost() {
    press.publish(6);
    List<SubscriberId> readers = press.readers(2);
    Edition edition = press.send();
    long node = press.node();
    press
        .database()
        .useTransaction(handle -> {
          handle.execute(
              "SELECT id FROM subscriber WHERE id = ? FOR UPDATE", readers.getFirst().value());
          // on another thread: on this one the claim would be part of this transaction
          assertThat(
                  CompletableFuture.supplyAsync(() -> press.claim(edition, 10, node))
                      .join()
                      .claims())
              .extracting(claim -> claim.facts().key().subscriber())
              .containsExactly(readers.get(1));
        });
    assertThat(press.row(edition, readers.getFirst()))
        .isEqualTo(new Ending(DeliveryState.DUE, null));
    press.clock.advance(Duration.ofSeconds(1));
    assertThat(press.claim(edition, 10, node).claims()).hasSize(1);
  }

  private List<Claim> drain(Edition edition) {
    long node = press.node();
    List<Claim> claims = new ArrayList<>();
    Claims.Taken taken;
    do {
      taken = press.claim(edition, 7, node);
      claims.addAll(taken.claims());
    } while (taken.rows() > 0);
    return claims;
  }

  private List<StoryId> stories(Edition edition, Claim.Facts facts) {
    Pool pool = press.engine.editions().pool(edition.id());
    return facts.cards().stream()
        .map(card -> pool.card(card.ordinal()).orElseThrow().story())
        .toList();
  }
}
