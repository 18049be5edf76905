package org.paperround.edition.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTest {
  private static final int DRAWS = 100_000;

  /// Of a gamma distribution of scale 1, mean and variance are its shape.
  @ParameterizedTest
  @ValueSource(doubles = {1, 1.3, 5, 80, 4_000})
  void drawsHaveTheMeanAndTheVarianceOfTheirDistribution(double shape) {
    RandomGenerator random = new SplittableRandom(1);
    double[] draws = DoubleStream.generate(() -> Gamma.draw(shape, random)).limit(DRAWS).toArray();
    double mean = DoubleStream.of(draws).average().orElseThrow();
    double variance = DoubleStream.of(draws).map(v -> (v - mean) * (v - mean)).sum() / DRAWS;

    assertThat(DoubleStream.of(draws)).allMatch(draw -> draw > 0);
    assertThat(mean).isCloseTo(shape, within(5 * Math.sqrt(shape / DRAWS)));
    assertThat(variance / shape).isCloseTo(1, within(0.05));
  }

  /// A gamma distribution of shape 1 is the exponential one.
  @Test
  void aShapeOfOneIsExponential() {
    RandomGenerator random = new SplittableRandom(2);
    long beyondTwo =
        DoubleStream.generate(() -> Gamma.draw(1, random)).limit(DRAWS).filter(v -> v > 2).count();

    assertThat((double) beyondTwo / DRAWS).isCloseTo(Math.exp(-2), within(0.005));
  }

  /// Of a beta distribution the mean is `a / n` with `n = a + b`, the variance `ab / (n^2 (n +
  /// 1))`.
  @ParameterizedTest
  @CsvSource({"1,1", "1,19", "30,70", "2001,40000"})
  void ratesHaveTheMeanAndTheVarianceOfTheirDistribution(double hits, double misses) {
    RandomGenerator random = new SplittableRandom(3);
    double[] draws =
        DoubleStream.generate(() -> Gamma.beta(hits, misses, random)).limit(DRAWS).toArray();
    double mean = DoubleStream.of(draws).average().orElseThrow();
    double variance = DoubleStream.of(draws).map(v -> (v - mean) * (v - mean)).sum() / DRAWS;
    double n = hits + misses;
    double expected = hits * misses / (n * n * (n + 1));

    assertThat(DoubleStream.of(draws)).allMatch(draw -> draw > 0 && draw < 1);
    assertThat(mean).isCloseTo(hits / n, within(5 * Math.sqrt(expected / DRAWS)));
    assertThat(variance / expected).isCloseTo(1, within(0.05));
  }

  @Test
  void theSameRandomNumbersGiveTheSameVariates() {
    assertThat(Gamma.beta(3, 9, new SplittableRandom(7)))
        .isEqualTo(Gamma.beta(3, 9, new SplittableRandom(7)));
  }

  @Test
  void aShapeBelowOneIsRefused() {
    assertThatThrownBy(() -> Gamma.draw(0.9, new SplittableRandom(1)))
        .hasMessageContaining("shape 0.9");
  }
}
