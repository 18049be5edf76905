package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.Card;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.subscriber.Interest;

/// What holds of every choice, on random pools and readers, and against a slow, plain retelling of
/// the rules.
class ChooserPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final List<String> SECTIONS = List.of("politics", "sport", "health", "world");
  private static final List<String> TOPICS = List.of("NHS", "Rail", "Tax", "Wales", "Books");

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theChoiceKeepsTheRulesWhateverTheOrderOfTheInput(int seed) {
    check(new Case(new Random(seed), false), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theChoiceKeepsTheRulesForReadersWithATasteToo(int seed) {
    check(new Case(new Random(seed), true), seed);
  }

  private static void check(Case given, int seed) {
    Choice choice = given.choose(given.cards);
    Collections.shuffle(given.cards, new Random(~seed));
    assertThat(given.choose(given.cards)).isEqualTo(choice);
    switch (choice) {
      case Choice.TooFew(int available) -> {
        assertThat(available).isEqualTo(given.open().size());
        assertThat(given.open()).noneMatch(Card::pinned);
        assertThat(available == 0 || available < given.rules.minStories()).isTrue();
      }
      case Choice.Chosen(List<ChosenCard> chosen, _) -> given.check(chosen);
    }
  }

  /// One random pool and reader, with the rules told again.
  private static final class Case {
    final List<Card> cards = new ArrayList<>();
    final Reader reader;
    final History history;
    final Chooser.Rules rules;
    final boolean clicks;

    Case(Random random, boolean clicks) {
      this.clicks = clicks;
      int size = random.nextInt(40);
      for (int ordinal = 1; ordinal <= size; ordinal++) {
        cards.add(card(random, ordinal));
      }
      OptionalInt most =
          random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(15));
      reader = ChooserTest.reader(interests(random), interests(random), most);
      history = history(random, size);
      rules =
          new Chooser.Rules(
              random.nextInt(6), 1 + random.nextInt(12), new Chooser.Learning(true, 0.5));
    }

    Choice choose(List<Card> pool) {
      Candidates candidates = Candidates.of(new Pool(new EditionId(1), 1, pool));
      Reader clicking =
          new Reader(
              reader.id(),
              reader.follows(),
              reader.mutes(),
              reader.maxStories(),
              clicks ? Optional.of(TailTest.likes(candidates, "sport")) : Optional.empty());
      return Chooser.choose(candidates, clicking, history, rules, NOW);
    }

    private static Card card(Random random, int ordinal) {
      CardFixture card =
          CardFixture.card(ordinal)
              .revision(1 + random.nextInt(3))
              .owner("Owner " + random.nextInt(3))
              .score(random.nextInt(10))
              .about(pick(random, SECTIONS), pick(random, TOPICS), pick(random, TOPICS));
      card = random.nextInt(4) == 0 ? card.front(1 + random.nextInt(5)) : card;
      card = random.nextInt(12) == 0 ? card.pinned() : card;
      card = random.nextInt(25) == 0 ? card.mustRead() : card;
      card = random.nextInt(15) == 0 ? card.dropped() : card;
      card = random.nextInt(15) == 0 ? card.retracted() : card;
      card = random.nextInt(8) == 0 ? card.embargoed(NOW.plusSeconds(random.nextInt(3) - 1)) : card;
      return card.build();
    }

    private static Set<Interest> interests(Random random) {
      Set<Interest> interests = new HashSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        interests.add(
            random.nextBoolean()
                ? new Interest(Interest.Kind.SECTION, pick(random, SECTIONS))
                : new Interest(Interest.Kind.TOPIC, pick(random, TOPICS)));
      }
      return interests;
    }

    private static History history(Random random, int size) {
      Map<StoryId, Integer> stories = new HashMap<>();
      Map<ArticleId, Integer> articles = new HashMap<>();
      for (int ordinal = 1; ordinal <= size; ordinal++) {
        if (random.nextInt(5) == 0) {
          stories.put(new StoryId(1_000 + ordinal), 1 + random.nextInt(3));
        }
        if (random.nextInt(8) == 0) {
          articles.put(new ArticleId(5_000 + ordinal), 1 + random.nextInt(3));
        }
      }
      return new History(stories, articles);
    }

    private static String pick(Random random, List<String> from) {
      return from.get(random.nextInt(from.size()));
    }

    List<Card> open() {
      return cards.stream()
          .filter(card -> !card.dropped() && card.retractedAt() == null)
          .filter(card -> card.embargoedUntil() == null || !card.embargoedUntil().isAfter(NOW))
          .filter(card ->
              history.stories().getOrDefault(card.story(), 0) < card.storyRevision()
                  && history.articles().getOrDefault(card.article(), 0) < card.articleRevision())
          .filter(card -> card.mustRead() || !named(reader.mutes(), card))
          .toList();
    }

    private static boolean named(Set<Interest> interests, Card card) {
      return interests.contains(new Interest(Interest.Kind.SECTION, card.section()))
          || card.topics().stream()
              .anyMatch(topic -> interests.contains(new Interest(Interest.Kind.TOPIC, topic)));
    }

    void check(List<ChosenCard> chosen) {
      Map<Integer, Card> open =
          open().stream().collect(Collectors.toMap(Card::ordinal, card -> card));
      List<Card> shown = chosen.stream().map(card -> open.get(card.ordinal())).toList();
      assertThat(shown).doesNotContainNull().doesNotHaveDuplicates().isNotEmpty();
      List<Card> mustReads = open.values().stream().filter(Card::mustRead).toList();
      assertThat(shown).containsAll(mustReads);
      int most = Math.min(rules.maxStories(), reader.maxStories().orElse(rules.maxStories()));
      assertThat(shown.size()).isLessThanOrEqualTo(Math.max(most, mustReads.size()));
      long pins = open.values().stream().filter(Card::pinned).count();
      assertThat(shown.stream().filter(Card::pinned).count())
          .isEqualTo(Math.max(mustReads.size(), Math.min(pins, most)));
      for (ChosenCard card : chosen) {
        Card had = java.util.Objects.requireNonNull(open.get(card.ordinal()));
        assertThat(card.update())
            .isEqualTo(
                history.stories().containsKey(had.story())
                    || history.articles().containsKey(had.article()));
      }
      checkOrder(shown, most, open.values().stream().toList());
    }

    private void checkOrder(List<Card> shown, int most, List<Card> open) {
      List<Card> front = shown.stream().filter(Case::everybodys).toList();
      List<Card> tail = shown.stream().filter(card -> !everybodys(card)).toList();
      assertThat(shown.subList(0, front.size())).isEqualTo(front);
      assertThat(front)
          .isSortedAccordingTo(
              Comparator.comparingInt(
                  card -> card.frontPosition() == null ? 99 : card.frontPosition()));
      if (!tail.isEmpty()) {
        assertThat(front)
            .as("the tail waits for the front page")
            .containsAll(open.stream().filter(Case::everybodys).toList());
      }
      int cap = clicks ? Math.max(Tail.SECTION_CAP, most / 2) : Tail.SECTION_CAP;
      tail.stream()
          .collect(Collectors.groupingBy(Card::section, Collectors.counting()))
          .forEach((section, size) ->
              assertThat(size)
                  .isLessThanOrEqualTo(section.equals("sport") ? cap : Tail.SECTION_CAP));
      List<Boolean> followed = tail.stream().map(card -> named(reader.follows(), card)).toList();
      assertThat(followed).isSortedAccordingTo(Comparator.reverseOrder());
      if (clicks) {
        return;
      }
      assertThat(tail.stream().filter(card -> !named(reader.follows(), card)).toList())
          .isSortedAccordingTo(Comparator.comparingDouble(card -> -card.score()));
      if (shown.size() < most) {
        checkNothingWasLeftOut(tail, open);
      }
    }

    /// Where room was left, only a full section keeps a card out.
    private static void checkNothingWasLeftOut(List<Card> tail, List<Card> open) {
      Map<String, Long> sections =
          tail.stream().collect(Collectors.groupingBy(Card::section, Collectors.counting()));
      assertThat(open.stream().filter(card -> !everybodys(card) && !tail.contains(card)))
          .allMatch(card -> sections.getOrDefault(card.section(), 0L) == Tail.SECTION_CAP);
    }

    private static boolean everybodys(Card card) {
      return card.frontPosition() != null || card.pinned();
    }
  }
}
