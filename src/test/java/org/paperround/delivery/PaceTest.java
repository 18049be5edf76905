package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Cut by half, regained bit by bit: shown on chosen and on random histories.
class PaceTest {
  private static final Instant NOW = Instant.parse("2026-06-10T05:00:00Z");
  private static final Offset<Double> NEAR = Offset.offset(1e-9);

  @Test
  void theFirstCutHalvesWhatIsUsual() {
    assertThat(Pace.cut(Optional.empty(), 100, NOW)).isEqualTo(new Pace(100, 50, NOW, null));
  }

  @Test
  void outcomesOfWhatWasUnderWayCutOnce() {
    Pace pace = Pace.cut(Optional.empty(), 100, NOW);
    assertThat(Pace.cut(Optional.of(pace), 100, NOW.plusSeconds(4))).isEqualTo(pace);
    assertThat(Pace.cut(Optional.of(pace), 100, NOW.plusSeconds(6)))
        .isEqualTo(new Pace(100, (50 + 1) / 2.0, NOW.plusSeconds(6), null));
  }

  @Test
  void afterAQuietTimeItIsAsIfNothingHadBeen() {
    Pace pace = Pace.cut(Optional.empty(), 100, NOW);
    Instant later = NOW.plus(Pace.QUIET);
    assertThat(pace.over(later.minusMillis(1))).isFalse();
    assertThat(pace.over(later)).isTrue();
    assertThat(Pace.cut(Optional.of(pace), 30, later)).isEqualTo(new Pace(30, 15, later, null));
  }

  @Test
  void whoStaysDownIsKnownSinceWhenAndUntilItHasRisen() {
    Pace pace = Pace.cut(Optional.empty(), 100, NOW);
    Instant at = NOW;
    for (int i = 0; i < 20; i++) {
      at = at.plus(Pace.REACTION);
      pace = Pace.cut(Optional.of(pace), 100, at);
    }
    assertThat(pace.perSecond()).isEqualTo(1);
    assertThat(pace.lowSince()).isBetween(NOW.plusSeconds(1), at.minusSeconds(30));
    assertThat(pace.low(at)).isTrue();
    assertThat(pace.low(at.plusSeconds(60))).isFalse();
    assertThat(Pace.cut(Optional.of(pace), 100, at.plusSeconds(60)).lowSince()).isNull();
  }

  @Test
  void noHistoryLeavesTheBounds() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      double usual = Math.exp(random.nextDouble() * 16 - 4);
      Instant at = NOW;
      Pace pace = Pace.cut(Optional.empty(), usual, at);
      double reference = pace.reference();
      for (int step = 0; step < 60; step++) {
        at = at.plusMillis(random.nextInt(120_000));
        double before = pace.limit(at);
        Pace cut = Pace.cut(Optional.of(pace), usual, at);
        assertThat(cut.limit(at)).as("a cut never lets more out").isLessThanOrEqualTo(before);
        assertThat(cut.perSecond()).isPositive().isLessThanOrEqualTo(reference);
        boolean reacted = cut.cutAt().equals(at) && !pace.cutAt().equals(at);
        if (reacted && before / 2 > Math.max(0.2, reference / 100)) {
          assertThat(cut.perSecond()).isCloseTo(before / 2, NEAR);
        }
        growsEvenly(cut, at, random);
        pace = cut;
      }
    }
  }

  /// In equal times it regains equal parts, never beyond the reference, and all of it in the end.
  private static void growsEvenly(Pace pace, Instant from, Random random) {
    Duration part = Duration.ofMillis(1 + random.nextInt(20_000));
    double first = pace.limit(from.plus(part)) - pace.limit(from);
    double second = pace.limit(from.plus(part.multipliedBy(2))) - pace.limit(from.plus(part));
    assertThat(first).isNotNegative();
    assertThat(second).isBetween(-1e-9, first + 1e-6 * pace.reference());
    assertThat(pace.limit(from.plus(Pace.REGAIN))).isEqualTo(pace.reference());
    assertThat(pace.limit(pace.cutAt().minusSeconds(3))).isEqualTo(pace.perSecond());
  }
}
