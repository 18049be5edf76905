package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.Keywords;

class TasteTest {
  private static final String[] SECTIONS = {"politics", "sport", "health", "world"};

  /// Four cards, one of each section, of the same score.
  private final Offer offer = OfferFixture.offer(4, SECTIONS);

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @Test
  void nobodyHasATasteWhoClickedNothing() {
    Behaviour behaviour = shown(40);
    assertThat(taste(new Behaviour(offer))).isEmpty();
    assertThat(taste(behaviour)).as("what was not clicked was perhaps not seen").isEmpty();

    behaviour.clicked(past("sport", 1), 1);
    assertThat(taste(behaviour)).isPresent();
  }

  @Test
  void whatIsClickedMoreThanTheCrowdWouldIsWorthMoreAndReadOften() {
    Behaviour behaviour = shown(200);
    IntStream.range(0, 10).forEach(text -> behaviour.clicked(past("sport", 900 + text), 1));
    Taste taste = taste(behaviour).orElseThrow();

    assertThat(taste.often(1)).isTrue();
    assertThat(List.of(taste.often(0), taste.often(2), taste.often(3))).containsOnly(false);
    assertThat(taste.worth(1)).isGreaterThan(taste.worth(0) + 0.5);
    assertThat(taste.worth(0)).isEqualTo(taste.worth(2)).isEqualTo(taste.worth(3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneMoreClickOnASectionNeverLowersItNorLetsAnotherOvertakeIt(int seed) {
    Random random = new Random(seed);
    int liked = random.nextInt(SECTIONS.length);
    int others = random.nextInt(20);
    float[] before = null;
    for (int more = 0; more < 25; more++) {
      Behaviour behaviour = shown(40 + 4 * (seed % 50));
      Random same = new Random(seed);
      for (int i = 0; i < others; i++) {
        behaviour.clicked(past(SECTIONS[same.nextInt(SECTIONS.length)], 800 + i), 1);
      }
      for (int i = 0; i < more + 1; i++) {
        behaviour.clicked(past(SECTIONS[liked], 900 + i), 1);
      }
      float[] now = sections(taste(behaviour).orElseThrow());
      if (before != null) {
        assertThat(now[liked]).isGreaterThanOrEqualTo(before[liked]);
        for (int other = 0; other < now.length; other++) {
          assertThat(now[liked] - now[other]).isGreaterThanOrEqualTo(before[liked] - before[other]);
        }
      }
      before = now;
    }
  }

  @Test
  void whoClicksEverythingAlikeHasNextToNoTaste() {
    Behaviour behaviour = shown(400);
    for (int i = 0; i < 40; i++) {
      behaviour.clicked(past(SECTIONS[i % SECTIONS.length], 900 + i), 1);
    }
    Taste taste = taste(behaviour).orElseThrow();

    for (int card = 0; card < SECTIONS.length; card++) {
      assertThat(taste.worth(card)).isCloseTo(0, within(0.06));
      assertThat(taste.often(card)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofTwoCardsThatDifferInImportanceOnlyTheMoreImportantIsWorthMore(int seed) {
    Random random = new Random(seed);
    List<Traits> alike =
        List.of(OfferFixture.traits("sport", "owner", 1), OfferFixture.traits("sport", "owner", 2));
    Offer two = Offer.of(alike, List.of(random.nextDouble(), random.nextDouble() - 1));
    Behaviour behaviour = new Behaviour(two);
    for (int i = 0; i < 30; i++) {
      Offer.Past past = two.past(OfferFixture.randomTraits(random), OfferFixture.USUAL);
      behaviour.shown(past, 1 + i % 10, 1);
      if (random.nextInt(3) == 0) {
        behaviour.clicked(past, 1);
      }
    }
    taste(behaviour).ifPresent(taste -> assertThat(taste.worth(0)).isGreaterThan(taste.worth(1)));
  }

  @Test
  void importanceCountsWhateverTheWeights() {
    assertThatThrownBy(() -> new TasteWeights(0.1, 1, 1, 1)).hasMessageContaining("at least 0.2");
    assertThatThrownBy(() -> new TasteWeights(1, -1, 1, 1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new TasteWeights(1, 1, Double.NaN, 1)).hasMessageContaining("NaN");
  }

  @Test
  void whatHasTheWordsOfWhatWasClickedIsWorthMore() {
    Keywords comet = Keywords.of("Comet seen near Jupiter", "Astronomers saw a comet.");
    Offer words =
        Offer.of(
            List.of(
                new Traits("world", "a", Keywords.of("Comet passes Jupiter", "A comet again.")),
                new Traits("world", "b", Keywords.of("Budget vote delayed", "The vote waits."))),
            List.of(0.0, 0.0));
    Behaviour behaviour = new Behaviour(words);
    Offer.Past past = words.past(new Traits("science", "c", comet), OfferFixture.USUAL);
    behaviour.shown(past, 1, 1);
    behaviour.clicked(past, 1);
    Taste taste = taste(behaviour).orElseThrow();

    assertThat(taste.parts(0)[3]).isBetween(0.1f, 1f);
    assertThat(taste.parts(1)[3]).isZero();
    assertThat(taste.worth(0)).isGreaterThan(taste.worth(1));
  }

  @Test
  void aWorthIsTheWeighedSumOfItsParts() {
    Random random = new Random(5);
    Offer some = OfferFixture.random(random, 30);
    Behaviour behaviour = new Behaviour(some);
    for (int i = 0; i < 60; i++) {
      Offer.Past past = some.past(OfferFixture.randomTraits(random), OfferFixture.USUAL);
      behaviour.shown(past, 1 + i % 12, 1);
      if (i % 4 == 0) {
        behaviour.clicked(past, 1);
      }
    }
    Taste taste = Taste.of(behaviour, new TasteWeights(0.5, 2, 0.25, 3)).orElseThrow();

    for (int card = 0; card < some.size(); card++) {
      float[] parts = taste.parts(card);
      assertThat(parts).hasSize(TasteWeights.PARTS);
      assertThat(taste.worth(card))
          .isCloseTo(0.5 * parts[0] + 2 * parts[1] + 0.25 * parts[2] + 3 * parts[3], within(1e-6));
    }
  }

  @Test
  void afterThirtyDaysAClickWeighsHalf() {
    assertThat(Behaviour.weight(0)).isEqualTo(1);
    assertThat(Behaviour.weight(30)).isEqualTo(0.5);
    assertThat(Behaviour.weight(90)).isEqualTo(0.125);
    assertThat(Behaviour.weight(-1)).as("a clock that is ahead").isEqualTo(1);
  }

  @Test
  void anOldHabitGivesWayToAYoungOne() {
    Behaviour behaviour = shown(200);
    for (int i = 0; i < 10; i++) {
      behaviour.clicked(past("sport", 900 + i), Behaviour.weight(60));
      behaviour.clicked(past("health", 950 + i), Behaviour.weight(1));
    }
    float[] sections = sections(taste(behaviour).orElseThrow());

    assertThat(sections[2]).isGreaterThan(sections[1]);
  }

  @Test
  void whatStoodFurtherDownWasLookedAtLess() {
    assertThat(Behaviour.examination(1)).isEqualTo(1);
    List<Double> examined = IntStream.rangeClosed(1, 80).mapToObj(Behaviour::examination).toList();
    assertThat(examined).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    Behaviour far = new Behaviour(offer);
    far.shown(past("sport", 1), 500, 1);
    far.clicked(past("sport", 1), 1);
    assertThat(taste(far)).isPresent();
  }

  /// Of each section as many cards, at every position as often.
  private Behaviour shown(int cards) {
    Behaviour behaviour = new Behaviour(offer);
    for (int i = 0; i < cards; i++) {
      behaviour.shown(past(SECTIONS[i % SECTIONS.length], 500 + i), 1 + i / 4 % 10, 1);
    }
    return behaviour;
  }

  private Offer.Past past(String section, int text) {
    return offer.past(OfferFixture.traits(section, "owner " + text, text), OfferFixture.USUAL);
  }

  private static Optional<Taste> taste(Behaviour behaviour) {
    return Taste.of(behaviour, TasteWeights.STANDARD);
  }

  private static float[] sections(Taste taste) {
    float[] sections = new float[SECTIONS.length];
    for (int card = 0; card < sections.length; card++) {
      sections[card] = taste.parts(card)[1];
    }
    return sections;
  }
}
