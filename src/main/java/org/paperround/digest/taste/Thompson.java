package org.paperround.digest.taste;

import java.util.random.RandomGenerator;
import org.paperround.edition.ranking.Gamma;

/// Thompson sampling of click rates: each arm's rate is drawn from what is believed of it, a beta
/// distribution, and the greatest draw wins. So what is little known is tried now and then, and
/// what is known to be good more often.
public final class Thompson {
  /// Believed of what nobody has seen: one click in twenty, held lightly.
  private static final double PRIOR_CLICKS = 1;

  private static final double PRIOR_MISSES = 19;

  private Thompson() {}

  /// A rate drawn for an arm that was shown and clicked this often.
  public static double draw(long exposures, long clicks, RandomGenerator random) {
    double clicked = Math.clamp(clicks, 0, exposures);
    return Gamma.beta(PRIOR_CLICKS + clicked, PRIOR_MISSES + exposures - clicked, random);
  }
}
