package org.paperround.digest.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /// While the reader's rate of clicking is believed to be the same.
  @ParameterizedTest
  @MethodSource("seeds")
  void oneMoreClickOnAKindNeverLowersIt(int seed) {
    Random random = new Random(seed);
    double[] expected = random.doubles(1 + random.nextInt(8), 0.01, 6).toArray();
    int liked = random.nextInt(expected.length);
    double[] clicked = new double[expected.length];
    double before = Double.NEGATIVE_INFINITY;
    for (int clicks = 0; clicks < 30; clicks++) {
      clicked[liked] = clicks;
      double now = Readiness.of(clicked, expected).of(liked);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pointsStayWithinWhatIsBelievedPossible(int seed) {
    Random random = new Random(seed);
    double[] expected = random.doubles(6, 0, 50).toArray();
    double[] clicked = random.ints(6, 0, 60).asDoubleStream().toArray();

    assertThat(DoubleStream.of(Readiness.of(clicked, expected).points()))
        .allSatisfy(points ->
            assertThat(points)
                .isBetween(Math.log(0.82) / Math.log(2), Math.log(4.5) / Math.log(2)));
  }

  @Test
  void whatIsClickedFarMoreThanExpectedIsLoved() {
    double[] points = Readiness.of(new double[] {16, 0, 2}, new double[] {4, 8, 6}).points();

    assertThat(points[0]).isGreaterThan(1);
    assertThat(points[1]).isBetween(-0.3, 0.0);
    assertThat(points[2]).isBetween(-0.3, 0.1);
  }

  @Test
  void whoClicksEverythingAsTheCrowdDoesHasNextToNoTaste() {
    double[] asExpected = {5, 5, 5, 5, 5, 5};

    assertThat(DoubleStream.of(Readiness.of(asExpected, asExpected).points()))
        .allSatisfy(points -> assertThat(points).isCloseTo(0, within(0.06)));
    assertThat(DoubleStream.of(Readiness.of(new double[6], new double[6]).points()))
        .as("nothing seen, nothing known")
        .allSatisfy(points -> assertThat(points).isCloseTo(0, within(0.13)));
  }

  @Test
  void thousandsOfClicksAreNoOverflow() {
    assertThat(
            DoubleStream.of(
                Readiness.of(new double[] {3_000, 40}, new double[] {300, 900}).points()))
        .allSatisfy(points -> assertThat(points).isFinite());
  }
}
