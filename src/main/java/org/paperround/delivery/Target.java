package org.paperround.delivery;

import java.util.List;

/// What to claim next: up to `limit` rows of one edition, in these domain groups.
record Target(OpenEdition open, List<Integer> groups, int limit) {
  Target {
    groups = List.copyOf(groups);
    if (limit < 1 || groups.isEmpty()) {
      throw new IllegalArgumentException("a claim of " + limit + " rows in groups " + groups);
    }
  }

  int limitPerGroup() {
    return Math.max(1, limit / groups.size());
  }
}
