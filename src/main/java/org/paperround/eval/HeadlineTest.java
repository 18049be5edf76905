package org.paperround.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// One randomised test of headlines: each was shown to so many readers, of whom so many clicked.
record HeadlineTest(String id, List<Arm> arms) {
  HeadlineTest {
    arms = List.copyOf(arms);
  }

  long exposures() {
    return arms.stream().mapToLong(Arm::exposures).sum();
  }

  DoubleStream rates() {
    return arms.stream().mapToDouble(Arm::rate);
  }

  /// Each two whose click rates differ beyond chance: two-sided p < .05, pooled.
  List<Pair> pairsBeyondChance() {
    List<Pair> pairs = new ArrayList<>();
    for (Arm one : arms) {
      for (Arm other : arms) {
        if (one.z(other) > 1.96) {
          pairs.add(new Pair(one, other));
        }
      }
    }
    return pairs;
  }

  record Pair(Arm better, Arm worse) {}

  record Arm(String headline, long exposures, long clicks) {
    Arm {
      if (exposures < 1 || clicks < 0 || clicks > exposures) {
        throw new IllegalArgumentException(clicks + " clicks of " + exposures + " impressions");
      }
    }

    double rate() {
      return (double) clicks / exposures;
    }

    /// How many standard errors this is better than the other, when both are alike.
    double z(Arm other) {
      double pooled = (double) (clicks + other.clicks) / (exposures + other.exposures);
      double variance = pooled * (1 - pooled) * (1.0 / exposures + 1.0 / other.exposures);
      return variance == 0 ? 0 : (rate() - other.rate()) / Math.sqrt(variance);
    }

    /// With half a click more of each kind, so that it is finite.
    double logOdds() {
      return Math.log((clicks + 0.5) / (exposures - clicks + 0.5));
    }

    /// The inverse of the variance of [#logOdds].
    double weight() {
      return 1 / (1 / (clicks + 0.5) + 1 / (exposures - clicks + 0.5));
    }
  }
}
