package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.CardFixture.card;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.SubscriberId;

/// The order of rules by which a reader's cards are chosen (docs/concepts/choosing.md), one promise
/// each.
class ChooserTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Chooser.Rules RULES = new Chooser.Rules(1, 12);
  private static final Reader ANYBODY = reader(Set.of(), Set.of(), OptionalInt.empty());

  @Test
  void frontPageComesFirstThenTheTailByScore() {
    Pool pool = pool(card(1).front(2), card(2).front(1), card(3).score(5), card(4).score(9));
    assertThat(choose(pool, ANYBODY, History.EMPTY, RULES))
        .isEqualTo(chosen(front(2), front(1), top(4), top(3)));
  }

  @Test
  void followedCardsComeBeforeTheRestAndSayWhy() {
    Pool pool =
        pool(
            card(1).front(1),
            card(2).score(9).about("sport"),
            card(3).score(1).about("health", "NHS"),
            card(4).score(2).about("politics"));
    Reader reader = reader(follows("section:POLITICS", "topic:nhs"), Set.of(), OptionalInt.empty());
    assertThat(choose(pool, reader, History.EMPTY, RULES))
        .isEqualTo(
            chosen(
                front(1),
                new ChosenCard(4, new Reason.FollowsSection("politics"), false),
                new ChosenCard(3, new Reason.FollowsTopic("NHS"), false),
                top(2)));
  }

  @Test
  void followedCardsOfOneSectionStandTogether() {
    Pool pool =
        pool(
            card(1).score(9).about("politics"),
            card(2).score(8).about("sport"),
            card(3).score(7).about("politics"));
    Reader reader =
        reader(follows("section:politics", "section:sport"), Set.of(), OptionalInt.empty());
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(1, 3, 2);
  }

  @Test
  void droppedRetractedAndEmbargoedCardsAreNeverChosen() {
    Pool pool =
        pool(
            card(1).front(1).mustRead().dropped(),
            card(2).front(2).mustRead().retracted(),
            card(3).front(3).mustRead().embargoed(NOW.plusSeconds(1)),
            card(4).front(4).embargoed(NOW));
    assertThat(ordinals(choose(pool, ANYBODY, History.EMPTY, RULES))).containsExactly(4);
  }

  @Test
  void aStoryThatWasReceivedIsNotSentAgainEvenWhenPinned() {
    Pool pool = pool(card(1).front(1).mustRead(), card(2).front(2));
    assertThat(ordinals(choose(pool, ANYBODY, received(1, 1), RULES))).containsExactly(2);
  }

  @Test
  void aStoryThatChangedSinceIsAnUpdate() {
    Pool pool = pool(card(1).front(1).revision(2));
    assertThat(choose(pool, ANYBODY, received(1, 1), RULES))
        .isEqualTo(chosen(new ChosenCard(1, new Reason.FrontPage(), true)));
    assertThat(choose(pool, ANYBODY, received(1, 2), RULES)).isEqualTo(new Choice.TooFew(0));
  }

  @Test
  void aStoryThatGrewButShowsTheSameArticleIsNotSentAgain() {
    Pool pool = pool(card(1).front(1).revision(2));
    History sameText = new History(Map.of(new StoryId(1_001), 1), Map.of(new ArticleId(5_001), 2));
    assertThat(choose(pool, ANYBODY, sameText, RULES)).isEqualTo(new Choice.TooFew(0));
  }

  @Test
  void anArticleReceivedInAnotherStoryIsNotSentAgain() {
    Pool pool = pool(card(1).front(1));
    History otherStory = new History(Map.of(), Map.of(new ArticleId(5_001), 1));
    assertThat(choose(pool, ANYBODY, otherStory, RULES)).isEqualTo(new Choice.TooFew(0));
  }

  @Test
  void aMuteBeatsScoreAndPinButNotAMustRead() {
    Pool pool =
        pool(
            card(1).front(1).pinned().about("sport"),
            card(2).front(2).mustRead().about("sport"),
            card(3).front(3).about("uk", "Royals"),
            card(4).about("uk"));
    Reader reader =
        reader(
            follows("section:sport"),
            follows("section:sport", "topic:royals"),
            OptionalInt.empty());
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(2, 4);
  }

  @Test
  void pinsTakePlacesOfTheFrontPageWhenTheReaderWantsFew() {
    Pool pool =
        pool(card(1).front(1), card(2).front(2), card(3).front(3).pinned(), card(4).score(99));
    Reader reader = reader(Set.of(), Set.of(), OptionalInt.of(2));
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(1, 3);
  }

  @Test
  void onlyMustReadsExceedTheReadersMaximum() {
    Pool pool =
        pool(
            card(1).front(1).mustRead(),
            card(2).front(2).mustRead(),
            card(3).front(3).pinned(),
            card(4).front(4));
    Reader reader = reader(Set.of(), Set.of(), OptionalInt.of(1));
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(1, 2);
  }

  @Test
  void aPinWithoutAPlaceStillReachesEverybody() {
    Pool pool = pool(card(1).front(1), card(2).score(0).pinned(), card(3).score(9));
    assertThat(ordinals(choose(pool, ANYBODY, History.EMPTY, new Chooser.Rules(1, 2))))
        .containsExactly(1, 2);
  }

  @Test
  void theReaderMayAskForLessThanTheNewsletterGivesNotForMore() {
    Pool pool =
        pool(card(1).about("a"), card(2).about("b"), card(3).about("c"), card(4).about("d"));
    Chooser.Rules rules = new Chooser.Rules(1, 3);
    for (int wish = 1; wish <= 5; wish++) {
      Reader reader = reader(Set.of(), Set.of(), OptionalInt.of(wish));
      assertThat(ordinals(choose(pool, reader, History.EMPTY, rules))).hasSize(Math.min(wish, 3));
    }
  }

  @Test
  void tooFewNewStoriesMakeNoDigest() {
    Pool pool = pool(card(1).front(1), card(2).front(2), card(3).front(3));
    Chooser.Rules rules = new Chooser.Rules(3, 12);
    assertThat(choose(pool, ANYBODY, received(1, 1), rules)).isEqualTo(new Choice.TooFew(2));
    Reader modest = reader(Set.of(), Set.of(), OptionalInt.of(1));
    assertThat(ordinals(choose(pool, modest, History.EMPTY, rules)))
        .as("the minimum is about what is new, not about what the reader asked for")
        .containsExactly(1);
  }

  @Test
  void aPinIsSentEvenWhenLittleElseIsNew() {
    Pool pool = pool(card(1).front(1), card(2).front(2).pinned());
    assertThat(ordinals(choose(pool, ANYBODY, received(1, 1), new Chooser.Rules(3, 12))))
        .containsExactly(2);
  }

  @Test
  void nothingAtAllIsTooFewWhateverTheMinimum() {
    assertThat(choose(pool(), ANYBODY, History.EMPTY, new Chooser.Rules(0, 12)))
        .isEqualTo(new Choice.TooFew(0));
  }

  @Test
  void theTailHasAtMostThreeOfASection() {
    Pool pool = pool(card(1), card(2), card(3), card(4), card(5).about("sport"), card(6).front(1));
    Reader reader = reader(follows("section:politics"), Set.of(), OptionalInt.empty());
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(6, 1, 2, 3, 5);
  }

  @Test
  void noOwnerHasAFourthWhileAnotherHasSomethingToSay() {
    Pool pool =
        pool(
            card(1).about("a"),
            card(2).about("b"),
            card(3).about("c"),
            card(4).about("d"),
            card(5).about("e").owner("The Ledger"));
    assertThat(ordinals(choose(pool, ANYBODY, History.EMPTY, new Chooser.Rules(1, 4))))
        .containsExactly(1, 2, 3, 5);
    assertThat(ordinals(choose(pool, ANYBODY, History.EMPTY, RULES)))
        .as("room left over is not left empty")
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void topicsThatNobodyCouldFollowDoNoHarm() {
    Pool pool = pool(card(1).front(1).about("", "", "x".repeat(500)));
    Reader reader = reader(follows("topic:x"), follows("section:y"), OptionalInt.empty());
    assertThat(ordinals(choose(pool, reader, History.EMPTY, RULES))).containsExactly(1);
  }

  static Pool pool(CardFixture... cards) {
    return new Pool(new EditionId(7), 1, Stream.of(cards).map(CardFixture::build).toList());
  }

  static Reader reader(Set<Interest> follows, Set<Interest> mutes, OptionalInt most) {
    return new Reader(new SubscriberId(42), follows, mutes, most, Optional.empty());
  }

  private static Choice choose(Pool pool, Reader reader, History history, Chooser.Rules rules) {
    return Chooser.choose(Candidates.of(pool), reader, history, rules, NOW.plus(Duration.ZERO));
  }

  private static History received(int ordinal, int revision) {
    return new History(
        Map.of(new StoryId(1_000 + ordinal), revision),
        Map.of(new ArticleId(5_000 + ordinal), revision));
  }

  private static Set<Interest> follows(String... interests) {
    return Set.copyOf(Stream.of(interests).map(Interest::parse).toList());
  }

  private static Choice chosen(ChosenCard... cards) {
    return new Choice.Chosen(List.of(cards), List.of());
  }

  private static ChosenCard front(int ordinal) {
    return new ChosenCard(ordinal, new Reason.FrontPage(), false);
  }

  private static ChosenCard top(int ordinal) {
    return new ChosenCard(ordinal, new Reason.TopStory(), false);
  }

  private static List<Integer> ordinals(Choice choice) {
    return switch (choice) {
      case Choice.Chosen(List<ChosenCard> cards, _) ->
          cards.stream().map(ChosenCard::ordinal).toList();
      case Choice.TooFew(int available) -> List.of(-available);
    };
  }
}
