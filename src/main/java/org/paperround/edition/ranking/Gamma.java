package org.paperround.edition.ranking;

import java.util.random.RandomGenerator;

/// Gamma variates (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000),
/// and the beta variates that two of them make. The same random numbers give the same variates.
public final class Gamma {
  private Gamma() {}

  /// Of scale 1 and this shape, which is at least 1.
  public static double draw(double shape, RandomGenerator random) {
    if (!(shape >= 1)) {
      throw new IllegalArgumentException("a gamma distribution of shape " + shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double root = 1 + c * normal;
      if (root > 0) {
        double v = root * root * root;
        double accepted = 0.5 * normal * normal + d * (1 - v + Math.log(v));
        if (Math.log(1 - random.nextDouble()) < accepted) {
          return d * v;
        }
      }
    }
  }

  /// A rate, from 0 to 1, of which so many hits and misses are known, each at least 1.
  public static double beta(double hits, double misses, RandomGenerator random) {
    double hit = draw(hits, random);
    return hit / (hit + draw(misses, random));
  }
}
