package org.paperround.delivery;

import java.util.HashMap;
import java.util.Map;

/// What one connection has carried, in all and of groups that may have only so many mails on one.
/// For one thread.
final class Carried {
  private final Map<Integer, Integer> ofGroup = new HashMap<>();
  private int all;

  /// Counts one mail; true when the connection has carried enough.
  boolean full(int group, ThrottleState state) {
    all++;
    int most = state.share(group).perConnection();
    return all >= state.total().perConnection()
        || (most < Limits.NO_COUNT && ofGroup.merge(group, 1, Integer::sum) >= most);
  }
}
