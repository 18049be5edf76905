package org.paperround.edition.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.paperround.edition.ranking.SubjectTest.Arm;
import org.paperround.edition.ranking.SubjectTest.Rules;

class SubjectTestTest {
  private static final int DRAWS = 20_000;

  @Test
  void untilThereAreClicksEnoughEverySubjectIsAsLikely() {
    SubjectTest test = test(100_000, new Arm(2_000, 190), new Arm(2_000, 9), new Arm(0, 0));

    assertThat(test.decided()).isFalse();
    assertThat(shares(test))
        .allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(0.02)));
  }

  @Test
  void withClicksEnoughTheBetterSubjectIsDrawnAsOftenAsItIsLikelyTheBest() {
    SubjectTest clear = test(100_000, new Arm(2_000, 190), new Arm(2_000, 10));
    assertThat(clear.decided()).isTrue();
    assertThat(shares(clear).getFirst()).isEqualTo(1);

    // rates .10 and .11 of 1,000 each: the difference is 0.73 standard errors, Phi(0.73) = .767
    SubjectTest close = test(100_000, new Arm(1_000, 100), new Arm(1_000, 110));
    assertThat(shares(close).get(1)).isCloseTo(0.767, within(0.02));
  }

  @Test
  void aSmallAudienceIsTriedForAFifthAndThenServedThoughUndecided() {
    SubjectTest tried = test(10_000, new Arm(999, 30), new Arm(1_000, 3));
    SubjectTest served = test(10_000, new Arm(1_000, 30), new Arm(1_000, 3));

    assertThat(shares(tried).getFirst()).isCloseTo(0.5, within(0.02));
    assertThat(shares(served).getFirst()).isGreaterThan(0.99);
    assertThat(served.decided()).isFalse();
  }

  @Test
  void ofAWholeEditionAllAreAlikeUntilItIsDecidedWhateverWasShown() {
    SubjectTest undecided =
        SubjectTest.ofEdition(List.of(new Arm(90_000, 190), new Arm(90_000, 9)));
    SubjectTest decided = SubjectTest.ofEdition(List.of(new Arm(90_000, 191), new Arm(90_000, 9)));

    assertThat(shares(undecided).getFirst()).isCloseTo(0.5, within(0.02));
    assertThat(shares(decided).getFirst()).isEqualTo(1);
  }

  /// Forty thousand observed readers in forty waves, a wave's clicks known before the next.
  @Test
  void anEditionGainsOverAllAlikeAndNoSubjectIsGivenUpUnseen() {
    double[] rates = {0.03, 0.05, 0.02, 0.04};
    for (int seed = 1; seed <= 20; seed++) {
      Arm[] seen = mailed(rates, new SplittableRandom(seed));
      long clicks = java.util.Arrays.stream(seen).mapToLong(Arm::clicks).sum();
      long most = java.util.Arrays.stream(seen).mapToLong(Arm::exposures).max().orElseThrow();

      assertThat(clicks).as("seed %d, all alike give 1,400", seed).isGreaterThan(1_500);
      assertThat(seen[1].exposures()).as("the best, seed %d", seed).isEqualTo(most);
      assertThat(seen).allSatisfy(arm -> assertThat(arm.exposures()).isGreaterThan(1_000));
    }
  }

  private static Arm[] mailed(double[] rates, SplittableRandom random) {
    Arm[] seen = {new Arm(0, 0), new Arm(0, 0), new Arm(0, 0), new Arm(0, 0)};
    for (int wave = 0; wave < 40; wave++) {
      SubjectTest known = SubjectTest.ofEdition(List.of(seen.clone()));
      for (int reader = 0; reader < 1_000; reader++) {
        int arm = known.draw(random);
        int click = random.nextDouble() < rates[arm] ? 1 : 0;
        seen[arm] = new Arm(seen[arm].exposures() + 1, seen[arm].clicks() + click);
      }
    }
    return seen;
  }

  @Test
  void theLessIsKnownTheMoreIsTried() {
    double little = chanceOfFirst(new Arm(100, 10), new Arm(100, 5));
    double much = chanceOfFirst(new Arm(1_000, 100), new Arm(1_000, 50));

    assertThat(chanceOfFirst(new Arm(0, 0), new Arm(0, 0))).isCloseTo(0.5, within(0.02));
    assertThat(little).isBetween(0.8, 0.97);
    assertThat(much).isGreaterThan(little);
  }

  @Test
  void theSameCountsAndTheSameRandomNumbersGiveTheSameSubject() {
    SubjectTest test = test(1_000, new Arm(900, 100), new Arm(900, 100), new Arm(900, 100));
    for (int seed = 0; seed < 100; seed++) {
      assertThat(test.draw(new SplittableRandom(seed)))
          .isEqualTo(test.draw(new SplittableRandom(seed)));
    }
  }

  @Test
  void oneSubjectIsAlwaysDrawn() {
    assertThat(test(10, new Arm(0, 0)).draw(new SplittableRandom(1))).isZero();
    assertThat(test(10, new Arm(10, 500)).draw(new SplittableRandom(1))).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> test(10)).hasMessageContaining("no subject");
    assertThatThrownBy(() -> new Arm(1, -1)).hasMessageContaining("-1 clicks");
    assertThatThrownBy(() -> new Rules(200, 1.5)).hasMessageContaining("1.5 of the audience");
  }

  private static double chanceOfFirst(Arm... arms) {
    return shares(test(1, arms)).getFirst();
  }

  private static List<Double> shares(SubjectTest test) {
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[test.arms().size()];
    for (int i = 0; i < DRAWS; i++) {
      drawn[test.draw(random)]++;
    }
    return java.util.stream.IntStream.of(drawn).mapToObj(n -> (double) n / DRAWS).toList();
  }

  private static SubjectTest test(long audience, Arm... arms) {
    return new SubjectTest(List.of(arms), audience, Rules.STANDARD);
  }
}
