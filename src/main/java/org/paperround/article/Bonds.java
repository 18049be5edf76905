package org.paperround.article;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which items of some are one group and which are not, whatever they are like. What is said first
/// holds: a later word joins no two that an earlier one set apart, and parts none that it joined.
/// Not thread-safe.
final class Bonds {
  private final int[] parents;
  private final List<Set<Integer>> apart = new ArrayList<>();

  /// The first items of the groups that are settled.
  private final BitSet settled = new BitSet();

  Bonds(int size) {
    parents = new int[size];
    for (int i = 0; i < size; i++) {
      parents[i] = i;
      apart.add(new HashSet<>());
    }
  }

  /// Joins those that may be joined: each with the first group of them that it is not apart from.
  void join(Collection<Integer> items) {
    List<Integer> groups = new ArrayList<>();
    for (int item : items) {
      boolean joined = false;
      for (int i = 0; i < groups.size() && !joined; i++) {
        joined = join(groups.get(i), item);
      }
      if (!joined) {
        groups.add(item);
      }
    }
  }

  /// The group that the item is in stays one of its own under [#attach].
  void settle(int item) {
    settled.set(root(item));
  }

  /// Joins the two, if they may be joined and the group of one at least is not settled.
  void attach(int one, int other) {
    if (!settled.get(root(one)) || !settled.get(root(other))) {
      join(one, other);
    }
  }

  private boolean join(int one, int other) {
    int into = root(Math.min(root(one), root(other)));
    int from = Math.max(root(one), root(other));
    if (into == from) {
      return true;
    }
    if (apart.get(into).contains(from)) {
      return false;
    }
    parents[from] = into;
    settled.set(into, settled.get(into) || settled.get(from));
    for (int third : apart.get(from)) {
      apart.get(third).remove(from);
      apart.get(third).add(into);
      apart.get(into).add(third);
    }
    apart.get(from).clear();
    return true;
  }

  /// None of the ones is in a group with any of the others.
  void part(Collection<Integer> ones, Collection<Integer> others) {
    for (int one : ones) {
      for (int other : others) {
        if (root(one) != root(other)) {
          apart.get(root(one)).add(root(other));
          apart.get(root(other)).add(root(one));
        }
      }
    }
  }

  private int root(int item) {
    int root = item;
    while (parents[root] != root) {
      root = parents[root];
    }
    parents[item] = root;
    return root;
  }

  /// Groups of two or more.
  List<List<Integer>> together() {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < parents.length; i++) {
      groups.computeIfAbsent(root(i), _ -> new ArrayList<>()).add(i);
    }
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  /// Of each of two groups that are apart the first item; each pair once.
  List<Pair> apart() {
    List<Pair> pairs = new ArrayList<>();
    for (int one = 0; one < parents.length; one++) {
      for (int other : apart.get(one).stream().sorted().toList()) {
        if (one < other) {
          pairs.add(new Pair(one, other));
        }
      }
    }
    return pairs;
  }

  record Pair(int one, int other) {}
}
