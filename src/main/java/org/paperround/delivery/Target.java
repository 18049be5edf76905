package org.paperround.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What to claim next: rows of one edition and priority, so many of each domain group. `groups`
/// says which group a row belongs to now; `warmUp` how many may leave today.
record Target(
    OpenEdition open, int priority, List<Part> parts, DomainGroups groups, WarmUp warmUp) {
  Target {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a claim of nothing");
    }
  }

  List<Integer> codes() {
    return parts.stream().map(Part::group).toList();
  }

  /// How many rows of each of [#codes()], no more than `most` together.
  List<Integer> limits(int most) {
    int wanted = parts.stream().mapToInt(Part::rows).sum();
    if (wanted <= most) {
      return parts.stream().map(Part::rows).toList();
    }
    Map<Integer, Integer> fewer = byGroup(Budget.split(byGroup(parts), most));
    return codes().stream().map(code -> fewer.getOrDefault(code, 0)).toList();
  }

  private static Map<Integer, Integer> byGroup(List<Part> parts) {
    return parts.stream().collect(Collectors.toMap(Part::group, Part::rows));
  }

  /// So many rows of one group.
  record Part(int group, int rows) {
    Part {
      if (rows < 1) {
        throw new IllegalArgumentException("a claim of " + rows + " rows");
      }
    }
  }
}
