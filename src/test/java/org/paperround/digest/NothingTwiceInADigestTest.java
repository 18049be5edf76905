package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.digest.taste.Behaviour;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Taste;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.SubscriberId;

/// 1,000 digests, ten for each of 100 pools in which every third card tells what another one tells,
/// under a story of its own: for readers with and without a taste, by taste and at random.
class NothingTwiceInADigestTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final int EVENTS = 40;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noTwoCardsOfADigestTellTheSame(int seed) {
    Random random = new Random(seed);
    List<Card> cards = cards(random);
    Candidates candidates = candidates(cards);
    List<Card> mixed = new ArrayList<>(cards);
    Collections.shuffle(mixed, random);
    Candidates same = candidates(mixed);
    for (int number = 1; number <= 10; number++) {
      long behaviour = random.nextLong();
      Choice choice = choose(candidates, number, behaviour);

      assertThat(choose(same, number, behaviour)).isEqualTo(choice);
      List<Integer> events =
          ((Choice.Chosen) choice)
              .cards().stream().map(card -> (card.ordinal() - 1) % EVENTS).toList();
      assertThat(events).doesNotHaveDuplicates().hasSize(12);
    }
  }

  /// The events once, some again in nearly the same words by another owner; the front page tells
  /// nothing twice.
  private static List<Card> cards(Random random) {
    List<Card> cards = new ArrayList<>();
    for (int ordinal = 1; ordinal <= EVENTS * 3 / 2; ordinal++) {
      int event = (ordinal - 1) % EVENTS;
      boolean again = ordinal > EVENTS;
      CardContent content =
          CardFixture.content(
              words(event, again ? List.of(2, 1, 0, 3) : List.of(0, 1, 2, 3)),
              "https://www.thecourier.example/" + ordinal,
              words(event, again ? List.of(7, 4, 5) : List.of(4, 5, 6)));
      CardFixture card =
          CardFixture.card(ordinal)
              .content(content)
              .score(random.nextGaussian())
              .owner("owner " + random.nextInt(8))
              .about("section " + random.nextInt(8));
      cards.add((ordinal <= 4 ? card.front(ordinal) : card).build());
    }
    return cards;
  }

  private static String words(int event, List<Integer> words) {
    return String.join(" ", words.stream().map(word -> "e" + event + "w" + word).toList());
  }

  private static Candidates candidates(List<Card> cards) {
    return Candidates.of(new Pool(new EditionId(7), 1, cards));
  }

  private static Choice choose(Candidates candidates, int number, long seed) {
    Random random = new Random(seed);
    Set<Interest> follows = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      follows.add(new Interest(Interest.Kind.SECTION, "section " + random.nextInt(8)));
    }
    Optional<Taste> taste = number % 2 == 0 ? taste(candidates, random) : Optional.empty();
    Reader reader =
        new Reader(new SubscriberId(number), follows, Set.of(), OptionalInt.empty(), taste);
    Chooser.Rules rules = new Chooser.Rules(1, 12, new Chooser.Learning(true, 0.5));
    return Chooser.choose(candidates, reader, History.EMPTY, rules, NOW);
  }

  /// Told of the cards by their ordinals, so that their order does not matter.
  private static Optional<Taste> taste(Candidates candidates, Random random) {
    Behaviour behaviour = new Behaviour(candidates.offer());
    for (int ordinal = 1; ordinal <= 20; ordinal++) {
      Card card = candidates.pool().card(ordinal).orElseThrow();
      Offer.Past past = candidates.offer().past(Traits.of(card), new Counts(1_000, 50));
      behaviour.shown(past, ordinal, 1);
      if (ordinal == 1 || random.nextInt(3) == 0) {
        behaviour.clicked(past, 1);
      }
    }
    return Taste.of(behaviour, TasteWeights.STANDARD);
  }
}
