package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.Keywords;

class SlateTest {
  private static final Keywords FLOOD =
      Keywords.of("Kelda reservoir bursts above Sowerdale", "Hundreds leave Sowerdale.");

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @Test
  void ofTwoThatTellTheSameOnlyTheBetterIsOnTheList() {
    Offer offer =
        Offer.of(
            List.of(
                new Traits("uk", "a", FLOOD),
                new Traits(
                    "world",
                    "b",
                    Keywords.of("Reservoir Kelda bursts: Sowerdale leaves", "Hundreds leave.")),
                OfferFixture.traits("sport", "c", 3)),
            List.of(2.0, 1.9, -5.0));

    assertThat(offer.alike(0)[1]).isBetween((float) Slate.SAME, 1f);
    assertThat(list(offer, indifferent(offer), 3)).containsExactly(0, 2);
  }

  /// Both of the other two are as important; one shares words with the first.
  @Test
  void ofTwoAsImportantTheOneIsNextThatIsLessLikeWhatIsThere() {
    Keywords rescue = Keywords.of("Sowerdale rescue praised", "Boats brought many out.");
    Offer offer =
        Offer.of(
            List.of(
                new Traits("uk", "a", FLOOD),
                new Traits("uk", "b", rescue),
                OfferFixture.traits("uk", "c", 3)),
            List.of(2.0, 1.0, 1.0));

    assertThat(offer.alike(0)[1]).isBetween(0.01f, (float) Slate.SAME);
    assertThat(list(offer, indifferent(offer), 3)).containsExactly(0, 2, 1);
  }

  @Test
  void theListKeepsToTheReadersMixOfSections() {
    Offer offer = OfferFixture.offer(60, "politics", "sport", "health");
    Taste taste = taste(offer, "politics", 12, 300);
    List<Integer> list = list(offer, taste, 12);

    double[] mix = taste.mix();
    assertThat(IntStream.of(0, 1, 2).mapToDouble(section -> mix[section]).sum())
        .isBetween(0.999999, 1.000001);
    assertThat(mix[offer.section(0)]).isGreaterThan(mix[offer.section(1)]);
    assertThat(of(offer, list, 0)).isGreaterThan(of(offer, list, 1));
  }

  /// In blocks, so that the sections do not take turns by the numbers of their cards.
  @Test
  void amongAsWorthyCardsTheSectionThatFallsShortIsNext() {
    Offer offer = OfferFixture.blocks(20, "politics", "sport", "health");
    Taste balanced = indifferent(offer);

    List<Integer> list = list(offer, balanced, 12);
    assertThat(List.of(of(offer, list, 0), of(offer, list, 1), of(offer, list, 2)))
        .containsOnly(4L);
    assertThat(list).containsExactly(0, 20, 40, 1, 21, 41, 2, 22, 42, 3, 23, 43);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoThatTellTheSameAreNeverBothOnTheListAndTheListIsAlwaysTheSame(int seed) {
    Offer offer = OfferFixture.random(new Random(seed), 60);
    Taste taste = randomTaste(offer, new Random(seed + 1));
    List<Integer> list = list(offer, taste, 15);

    assertThat(list).doesNotHaveDuplicates().isEqualTo(list(offer, taste, 15));
    for (int one : list) {
      for (int other : list) {
        assertThat(one == other || offer.alike(one)[other] < Slate.SAME).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyWhatIsOpenIsNext(int seed) {
    Offer offer = OfferFixture.random(new Random(seed), 20);
    Taste taste = indifferent(offer);
    Slate slate = new Slate(offer);

    assertThat(slate.next(taste, card -> card == seed % 20)).isEqualTo(seed % 20);
    assertThat(slate.next(taste, _ -> false)).isEqualTo(-1);
  }

  @Test
  void ofEqualOnesTheFirstIsNext() {
    Offer offer = OfferFixture.offer(5, "politics");
    assertThat(list(offer, indifferent(offer), 5)).containsExactly(0, 1, 2, 3, 4);
  }

  private static List<Integer> list(Offer offer, Taste taste, int most) {
    Slate slate = new Slate(offer);
    List<Integer> list = new ArrayList<>();
    int next = slate.next(taste, _ -> true);
    while (next >= 0 && list.size() < most) {
      slate.add(next);
      list.add(next);
      next = slate.next(taste, card -> !list.contains(card));
    }
    return list;
  }

  private static long of(Offer offer, List<Integer> list, int section) {
    return list.stream().filter(card -> offer.section(card) == section).count();
  }

  /// Of a reader whose one click was on what is not on offer.
  private static Taste indifferent(Offer offer) {
    return taste(offer, "elsewhere", 1, 300);
  }

  private static Taste taste(Offer offer, String liked, int clicks, int shown) {
    Behaviour behaviour = new Behaviour(offer);
    for (int i = 0; i < shown; i++) {
      String section = List.of("politics", "sport", "health").get(i % 3);
      Traits traits = OfferFixture.traits(section, "past " + i, 500 + i);
      behaviour.shown(offer.past(traits, OfferFixture.USUAL), 1 + i / 3 % 10, 1);
    }
    for (int i = 0; i < clicks; i++) {
      Traits traits = OfferFixture.traits(liked, "past " + i, 900 + i);
      behaviour.clicked(offer.past(traits, OfferFixture.USUAL), 1);
    }
    return Taste.of(behaviour, TasteWeights.STANDARD).orElseThrow();
  }

  private static Taste randomTaste(Offer offer, Random random) {
    Behaviour behaviour = new Behaviour(offer);
    for (int i = 0; i < 80; i++) {
      Offer.Past past = offer.past(OfferFixture.randomTraits(random), OfferFixture.USUAL);
      behaviour.shown(past, 1 + i % 12, 1);
      if (i == 0 || random.nextInt(5) == 0) {
        behaviour.clicked(past, 1);
      }
    }
    return Taste.of(behaviour, TasteWeights.STANDARD).orElseThrow();
  }
}
