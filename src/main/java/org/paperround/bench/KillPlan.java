package org.paperround.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// When nodes are killed: after how many digests have arrived. Spread over the whole run, at random
/// within equal parts of it. Pure.
final class KillPlan {
  private KillPlan() {}

  /// `kills` numbers from 1 to less than `digests`, growing.
  static List<Long> after(int digests, int kills, SplittableRandom random) {
    List<Long> after = new ArrayList<>();
    double part = (digests - 1) / (double) kills;
    for (int kill = 0; kill < kills; kill++) {
      after.add(Math.max(1, (long) ((kill + random.nextDouble()) * part)));
    }
    return after;
  }
}
