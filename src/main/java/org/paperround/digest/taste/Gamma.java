package org.paperround.digest.taste;

import java.util.random.RandomGenerator;

/// Gamma variates (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000).
public final class Gamma {
  private Gamma() {}

  /// Of scale 1 and this shape, which is at least 1.
  public static double draw(double shape, RandomGenerator random) {
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
}
