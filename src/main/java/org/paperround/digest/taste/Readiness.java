package org.paperround.digest.taste;

import java.util.Arrays;

/// How much more readily than the crowd a reader clicks each of some kinds of story (sections,
/// owners), as far as clicks tell.
///
/// The clicks on a kind are Poisson with mean `lambda * expected`; what may be the `lambda` of a
/// reader with a taste is believed before to be as [#LIFTS] and [#BELIEFS] say: most kinds leave
/// most readers rather cold, a few are loved. Whether the reader has a taste at all is believed to
/// be as likely as not. The points of a kind are the base-2 logarithm of the mean `lambda` given
/// the clicks, times the probability that there is a taste. More clicks on a kind never lower its
/// mean.
@SuppressWarnings("ArrayRecordComponent") // made for every reader; never compared
record Readiness(double[] points) {
  private static final double[] LIFTS = {0.82, 1.1, 1.6, 2.7, 4.5};
  private static final double[] BELIEFS = {0.62, 0.16, 0.13, 0.06, 0.03};
  private static final double[] LOGS = Arrays.stream(LIFTS).map(Math::log).toArray();

  /// `expected`: the clicks this reader would have made with the crowd's taste.
  static Readiness of(double[] clicked, double[] expected) {
    double[] points = new double[clicked.length];
    double evidence = 0;
    double[] logs = new double[LIFTS.length];
    for (int kind = 0; kind < points.length; kind++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < LIFTS.length; i++) {
        // against lambda = 1, whose likelihood is left out of both
        logs[i] = clicked[kind] * LOGS[i] - (LIFTS[i] - 1) * expected[kind];
        greatest = Math.max(greatest, logs[i]);
      }
      double mean = 0;
      double weight = 0;
      for (int i = 0; i < LIFTS.length; i++) {
        double likely = BELIEFS[i] * Math.exp(logs[i] - greatest);
        mean += likely * LIFTS[i];
        weight += likely;
      }
      points[kind] = Math.log(mean / weight) / Math.log(2);
      evidence += greatest + Math.log(weight);
    }
    double taste = 1 / (1 + Math.exp(-evidence));
    for (int kind = 0; kind < points.length; kind++) {
      points[kind] *= taste;
    }
    return new Readiness(points);
  }

  double of(int kind) {
    return points[kind];
  }
}
