package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThompsonTest {
  private static final int DRAWS = 50_000;

  /// One click in twenty is believed beforehand: `(1 + clicks) / (20 + exposures)`.
  @ParameterizedTest
  @CsvSource({"0,0", "20,0", "100,10", "499,25", "499,499"})
  void drawsAreOnAverageWhatIsBelieved(long exposures, long clicks) {
    assertThat(mean(exposures, clicks)).isCloseTo((1.0 + clicks) / (20 + exposures), within(0.002));
  }

  @Test
  void moreClicksThanExposuresAreAsManyAsExposures() {
    assertThat(mean(10, 12)).isEqualTo(mean(10, 10));
  }

  @Test
  void theSameRandomNumbersGiveTheSameDraw() {
    assertThat(Thompson.draw(100, 5, new SplittableRandom(3)))
        .isEqualTo(Thompson.draw(100, 5, new SplittableRandom(3)));
  }

  @Test
  void whatNobodyHasSeenIsTriedNowAndThenBesideWhatIsUsual() {
    RandomGenerator random = new SplittableRandom(1);
    int tried = 0;
    for (int i = 0; i < DRAWS; i++) {
      tried += Thompson.draw(0, 0, random) > Thompson.draw(400, 20, random) ? 1 : 0;
    }
    assertThat((double) tried / DRAWS).isBetween(0.2, 0.5);
  }

  private static double mean(long exposures, long clicks) {
    RandomGenerator random = new SplittableRandom(1);
    return DoubleStream.generate(() -> Thompson.draw(exposures, clicks, random))
        .limit(DRAWS)
        .average()
        .orElseThrow();
  }
}
