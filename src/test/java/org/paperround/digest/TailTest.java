package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.paperround.digest.CardFixture.card;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paperround.article.Keywords;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice.AtRandom;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.taste.Behaviour;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.Card;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.SubscriberId;

/// What a reader with a taste gets after the front page, and what is tried out on them.
class TailTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final List<String> SECTIONS = List.of("Politics", "sport", "health", "world");
  private static final Counts USUAL = new Counts(10_000, 500);

  /// Three on the front page, then 57, the best first; section and owner change from card to card.
  private final Pool pool = pool(60);

  private final Candidates candidates = Candidates.of(pool);

  @Test
  void aReaderWithoutATasteGetsTheFrontPageAndTheTailByScoreAndNothingIsTriedOut() {
    for (int reader = 1; reader <= 50; reader++) {
      Choice.Chosen chosen = choose(reader(reader, Optional.empty()), learning(true, 0.5));

      assertThat(ordinals(chosen)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
      assertThat(chosen.cards().subList(3, 12))
          .extracting(ChosenCard::reason)
          .containsOnly(new Reason.TopStory());
      assertThat(chosen.atRandom()).isEmpty();
    }
  }

  @Test
  void aSectionThatTheReaderReadsOftenComesSoonerAndSaysWhyAndNoOtherDoes() {
    Choice.Chosen chosen =
        choose(reader(1, Optional.of(likes(candidates, "politics"))), Chooser.Learning.OFF);

    assertThat(sections(chosen.cards().subList(3, 12)).get("Politics")).isGreaterThan(3);
    for (ChosenCard card : chosen.cards().subList(3, 12)) {
      assertThat(card.reason())
          .isEqualTo(
              section(card).equals("Politics")
                  ? new Reason.ReadsSection("Politics")
                  : new Reason.TopStory());
    }
  }

  @Test
  void aReaderWhoClicksEverythingAlikeIsNotToldToReadAnythingOften() {
    Behaviour behaviour = shown(candidates, 400);
    for (int i = 0; i < 40; i++) {
      behaviour.clicked(past(candidates, SECTIONS.get(i % 4), 900 + i), 1);
    }
    Choice.Chosen chosen =
        choose(reader(1, Taste.of(behaviour, TasteWeights.STANDARD)), Chooser.Learning.OFF);

    assertThat(chosen.cards().subList(3, 12))
        .extracting(ChosenCard::reason)
        .containsOnly(new Reason.TopStory());
  }

  @Test
  void aSectionMayTakeHalfOnlyOfTheDigestOfThoseWhoReadItOften() {
    for (String liked : List.of("politics", "elsewhere")) {
      Choice.Chosen chosen =
          choose(reader(1, Optional.of(likes(candidates, liked))), Chooser.Learning.OFF);

      sections(chosen.cards().subList(3, 12))
          .forEach((section, cards) ->
              assertThat(cards)
                  .as(liked + " and " + section)
                  .isLessThanOrEqualTo(section.equalsIgnoreCase(liked) ? 6 : Tail.SECTION_CAP));
    }
  }

  @Test
  void noOwnerHasAFourthInATailByTasteWhileAnotherHasSomethingToSay() {
    Candidates of = Candidates.of(courier(10, 20));
    Reader reader = reader(1, Optional.of(likes(of, "elsewhere")));
    Choice.Chosen chosen = choose(of, reader, Chooser.Learning.OFF, 8);

    assertThat(ordinals(chosen)).filteredOn(ordinal -> ordinal <= 10).hasSize(Tail.OWNER_CAP);
    assertThat(chosen.cards()).hasSize(8);
    assertThat(choose(of, reader, Chooser.Learning.OFF, 20).cards())
        .as("room left over is not left empty")
        .hasSize(20);
  }

  @Test
  void thereIsOneDiscoveryTheLastOfAStoryThatFewHaveSeen() {
    Map<StoryId, Counts> counts = new HashMap<>();
    pool.cards()
        .forEach(card ->
            counts.put(
                card.story(),
                card.ordinal() % 2 == 0 ? new Counts(Tail.KNOWN, 499) : new Counts(499, 20)));
    Candidates of = Candidates.of(pool, counts);
    Taste taste = likes(of, "sport");
    Set<Integer> discovered = new HashSet<>();
    for (int reader = 1; reader <= 100; reader++) {
      Reader one = reader(reader, Optional.of(taste));
      Choice.Chosen chosen = choose(of, one, learning(true, 0), 12);

      assertThat(chosen.cards()).hasSize(12);
      assertThat(chosen.cards())
          .extracting(card -> card.reason().equals(new Reason.Discovery()))
          .containsExactly(
              false, false, false, false, false, false, false, false, false, false, false, true);
      assertThat(chosen.cards().getLast().ordinal() % 2).isOne();
      assertThat(leftOutButWorthMore(taste, ordinals(chosen)))
          .as("one of those that are worth most")
          .isLessThan(Tail.DRAWN_FROM);
      assertThat(choose(of, one, learning(true, 0), 12)).isEqualTo(chosen);
      discovered.add(chosen.cards().getLast().ordinal());
    }
    assertThat(discovered).hasSizeGreaterThan(5);
  }

  /// How many of the cards that are not in the digest are worth more to the reader than its last.
  private long leftOutButWorthMore(Taste taste, List<Integer> digest) {
    return pool.cards().stream()
        .map(Card::ordinal)
        .filter(ordinal -> !digest.contains(ordinal))
        .filter(ordinal -> taste.worth(ordinal - 1) > taste.worth(digest.getLast() - 1))
        .count();
  }

  @Test
  void whereEverythingIsKnownNothingIsDiscovered() {
    Map<StoryId, Counts> counts = new HashMap<>();
    pool.cards().forEach(card -> counts.put(card.story(), USUAL));
    Candidates of = Candidates.of(pool, counts);

    Choice.Chosen chosen =
        choose(of, reader(1, Optional.of(likes(of, "sport"))), learning(true, 0), 12);

    assertThat(chosen.cards())
        .as("its room is not left empty")
        .hasSize(12)
        .extracting(ChosenCard::reason)
        .doesNotContain(new Reason.Discovery());
  }

  @Test
  void aTailOfTwoHasNoRoomForADiscovery() {
    Choice.Chosen chosen =
        choose(
            candidates, reader(1, Optional.of(likes(candidates, "sport"))), learning(true, 0), 5);

    assertThat(chosen.cards())
        .hasSize(5)
        .extracting(ChosenCard::reason)
        .doesNotContain(new Reason.Discovery());
  }

  @Test
  void aTailAtRandomTellsWhereEachCardStandsAndHowLikelyItWas() {
    Taste taste = likes(candidates, "sport");
    int random = 0;
    for (int reader = 1; reader <= 1_000; reader++) {
      Choice.Chosen chosen = choose(reader(reader, Optional.of(taste)), learning(false, 0.3));
      if (chosen.atRandom().isEmpty()) {
        continue;
      }
      random++;
      List<Integer> ordinals = ordinals(chosen);
      assertThat(ordinals).startsWith(1, 2, 3).hasSize(12).doesNotHaveDuplicates();
      assertThat(chosen.atRandom()).hasSize(9);
      for (AtRandom card : chosen.atRandom()) {
        assertThat(ordinals.get(card.position() - 1)).isEqualTo(card.ordinal());
        assertThat(card.propensity()).isEqualTo(1.0 / 9);
        assertThat(card.ordinal()).as("the best 40 after the front page").isBetween(4, 43);
        float[] parts = taste.parts(card.ordinal() - 1);
        assertThat(card.parts()).containsExactly(parts[0], parts[1], parts[2], parts[3]);
      }
    }
    assertThat(random / 1_000.0).isCloseTo(0.3, within(0.05));
  }

  @Test
  void aTailAtRandomIsFullThoughEverythingIsOfOneOwner() {
    Candidates of = Candidates.of(courier(20, 20));
    for (int reader = 1; reader <= 20; reader++) {
      Reader clicking = reader(reader, Optional.of(likes(of, "elsewhere")));
      assertThat(choose(of, clicking, learning(false, 0.5), 8).cards()).hasSize(8);
    }
  }

  /// Each of the cards that chance may draw is of as common a section and owner as any other.
  @Test
  void eachPositionOfATailAtRandomIsAsLikelyAnyCards() {
    Taste taste = likes(candidates, "elsewhere");
    Map<Integer, Integer> first = new HashMap<>();
    int tails = 0;
    for (int reader = 1; reader <= 16_000; reader++) {
      Choice.Chosen chosen = choose(reader(reader, Optional.of(taste)), learning(false, 0.5));
      if (!chosen.atRandom().isEmpty()) {
        tails++;
        first.merge(chosen.atRandom().getFirst().ordinal(), 1, Integer::sum);
      }
    }
    double expected = tails / 40.0;
    double chiSquare =
        first.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();

    assertThat(first).hasSize(40);
    assertThat(chiSquare).as("39 degrees of freedom: beyond 73 once in a thousand").isLessThan(80);
  }

  /// Five cards are of five owners; the other five of the ten are the one owner's who may have no
  /// fourth before the others had their say, and stand anywhere all the same.
  @Test
  void whatAnOwnerHasTooManyOfStandsAnywhereInATailAtRandom() {
    Candidates of = Candidates.of(courier(10, 15));
    Optional<Taste> taste = Optional.of(likes(of, "elsewhere"));
    int[] atPosition = new int[10];
    int tails = 0;
    int surplusInTheFirstHalf = 0;
    for (int reader = 1; reader <= 8_000; reader++) {
      List<AtRandom> drawn = choose(of, reader(reader, taste), learning(false, 0.5), 10).atRandom();
      for (AtRandom card : drawn) {
        atPosition[card.position() - 1] += card.ordinal() <= 10 ? 1 : 0;
      }
      tails += drawn.isEmpty() ? 0 : 1;
      surplusInTheFirstHalf +=
          drawn.stream().limit(5).filter(card -> card.ordinal() <= 10).count() > Tail.OWNER_CAP
              ? 1
              : 0;
    }

    assertThat((double) surplusInTheFirstHalf / tails)
        .as("four or five of five in the first half: 26 in 252")
        .isCloseTo(26 / 252.0, within(0.03));
    for (int ofTheOwner : atPosition) {
      assertThat((double) ofTheOwner / tails).isCloseTo(0.5, within(0.05));
    }
  }

  @Test
  void whatIsMutedIsNeverChosenByTasteAsADiscoveryOrAtRandom() {
    Taste taste = likes(candidates, "sport");
    Set<Interest> mutes = Set.of(Interest.parse("section:SPORT"));
    for (int reader = 1; reader <= 300; reader++) {
      Reader muting =
          new Reader(
              new SubscriberId(reader), Set.of(), mutes, OptionalInt.empty(), Optional.of(taste));
      Choice.Chosen chosen = choose(muting, learning(true, 0.5));

      assertThat(chosen.cards()).isNotEmpty().noneMatch(card -> section(card).equals("sport"));
    }
  }

  @Test
  void whatIsFollowedComesFirstAndInTheOrderOfTaste() {
    Taste taste = likes(candidates, "health");
    Reader reader =
        new Reader(
            new SubscriberId(1),
            Set.of(Interest.parse("section:sport"), Interest.parse("section:health")),
            Set.of(),
            OptionalInt.empty(),
            Optional.of(taste));
    Choice.Chosen chosen = choose(reader, learning(true, 0.5));

    assertThat(chosen.cards().subList(3, 9))
        .extracting(ChosenCard::reason)
        .startsWith(new Reason.FollowsSection("health"))
        .allMatch(Reason.FollowsSection.class::isInstance);
  }

  private static Pool pool(int cards) {
    return new Pool(
        new EditionId(7),
        1,
        IntStream.rangeClosed(1, cards)
            .mapToObj(ordinal -> {
              CardFixture card =
                  card(ordinal)
                      .score(10 - ordinal / 10.0)
                      .about(SECTIONS.get(ordinal % 4))
                      .owner("owner " + ordinal % 20);
              return (ordinal <= 3 ? card.front(ordinal) : card).build();
            })
            .toList());
  }

  /// No front page, each card of another section, the first ones of one owner and the others each
  /// of its own.
  private static Pool courier(int ofTheCourier, int cards) {
    return new Pool(
        new EditionId(7),
        1,
        IntStream.rangeClosed(1, cards)
            .mapToObj(ordinal ->
                card(ordinal)
                    .score(100 - ordinal)
                    .about("section " + ordinal)
                    .owner(ordinal <= ofTheCourier ? "The Courier" : "owner " + ordinal)
                    .build())
            .toList());
  }

  private Choice.Chosen choose(Reader reader, Chooser.Learning learning) {
    return choose(candidates, reader, learning, 12);
  }

  private static Choice.Chosen choose(
      Candidates of, Reader reader, Chooser.Learning learning, int most) {
    return (Choice.Chosen)
        Chooser.choose(of, reader, History.EMPTY, new Chooser.Rules(1, most, learning), NOW);
  }

  private static Chooser.Learning learning(boolean discoveries, double randomShare) {
    return new Chooser.Learning(discoveries, randomShare);
  }

  static Reader reader(int number, Optional<Taste> taste) {
    return new Reader(new SubscriberId(number), Set.of(), Set.of(), OptionalInt.empty(), taste);
  }

  /// A reader who clicked a section more than the others, or nothing that is on offer.
  static Taste likes(Candidates candidates, String section) {
    Behaviour behaviour = shown(candidates, 300);
    for (int i = 0; i < 15; i++) {
      behaviour.clicked(past(candidates, section, 900 + i), 1);
    }
    return Taste.of(behaviour, TasteWeights.STANDARD).orElseThrow();
  }

  private static Behaviour shown(Candidates candidates, int cards) {
    Behaviour behaviour = new Behaviour(candidates.offer());
    for (int i = 0; i < cards; i++) {
      behaviour.shown(past(candidates, SECTIONS.get(i % 4), 500 + i), 1 + i / 4 % 10, 1);
    }
    return behaviour;
  }

  private static Offer.Past past(Candidates candidates, String section, int text) {
    return candidates
        .offer()
        .past(
            new Traits(
                section.toLowerCase(java.util.Locale.ROOT),
                "past " + text,
                Keywords.of("p%1$da p%1$db".formatted(text), "")),
            USUAL);
  }

  private String section(ChosenCard card) {
    return pool.card(card.ordinal()).orElseThrow().section();
  }

  private Map<String, Integer> sections(List<ChosenCard> cards) {
    Map<String, Integer> sections = new HashMap<>();
    cards.forEach(card -> sections.merge(section(card), 1, Integer::sum));
    return sections;
  }

  private static List<Integer> ordinals(Choice.Chosen chosen) {
    return new ArrayList<>(chosen.cards().stream().map(ChosenCard::ordinal).toList());
  }
}
