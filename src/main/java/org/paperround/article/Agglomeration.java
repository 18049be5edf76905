package org.paperround.article;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Bottom-up grouping of items by how alike they are: the two groups that are most alike become
/// one, until no two are alike enough. Deterministic: equals are taken in the order of their
/// numbers. Not thread-safe.
///
/// Two groups are as alike as the sums of their items' unit vectors: the sum of all similarities
/// across, over the square root of the product of both groups' own sums (a single item has 1). So
/// the reports of a large story, which differ among each other, need not all be like the one that
/// comes. Two groups that both stand on their own want more: [#LEAST] x (1 + ln(smaller size) / 2).
final class Agglomeration {
  static final double LEAST = 0.22;

  private final List<Map<Integer, Double>> across = new ArrayList<>();
  private final List<List<Integer>> members = new ArrayList<>();
  private final double[] within;
  private final PriorityQueue<Link> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Link::likeness)
              .reversed()
              .thenComparingInt(Link::one)
              .thenComparingInt(Link::other));

  /// Two items and how alike they are, above 0 up to 1; pairs that are not given are not at all.
  record Pair(int one, int other, double likeness) {}

  /// Two groups when this was queued; `sizes` tells whether they still are the same.
  private record Link(double likeness, int one, int other, int sizes) {}

  private Agglomeration(int size, Collection<Pair> pairs) {
    within = new double[size];
    for (int i = 0; i < size; i++) {
      across.add(new HashMap<>());
      members.add(new ArrayList<>(List.of(i)));
      within[i] = 1;
    }
    for (Pair pair : pairs) {
      across.get(pair.one()).put(pair.other(), pair.likeness());
      across.get(pair.other()).put(pair.one(), pair.likeness());
    }
  }

  /// The groups of the items 0 to `size` - 1, each ascending, by their first items. Items of one of
  /// `together` are in one group whatever they are like.
  static List<List<Integer>> groups(
      int size, Collection<Pair> pairs, Collection<List<Integer>> together) {
    Agglomeration work = new Agglomeration(size, pairs);
    for (List<Integer> group : together) {
      int first = group.getFirst();
      group.stream().skip(1).forEach(item -> work.join(first, item));
    }
    work.run();
    return work.members.stream()
        .filter(group -> !group.isEmpty())
        .map(group -> group.stream().sorted().toList())
        .sorted(Comparator.comparing(List::getFirst))
        .toList();
  }

  private void run() {
    for (int one = 0; one < members.size(); one++) {
      for (int other : across.get(one).keySet()) {
        if (one < other) {
          offer(one, other);
        }
      }
    }
    for (Link next = queue.poll(); next != null; next = queue.poll()) {
      boolean present =
          !members.get(next.one()).isEmpty()
              && !members.get(next.other()).isEmpty()
              && next.sizes() == sizes(next.one(), next.other());
      if (present) {
        join(next.one(), next.other());
        for (int third : across.get(next.one()).keySet()) {
          offer(next.one(), third);
        }
      }
    }
  }

  private void join(int into, int from) {
    Map<Integer, Double> gone = across.get(from);
    within[into] += within[from] + 2 * across.get(into).getOrDefault(from, 0.0);
    members.get(into).addAll(members.get(from));
    members.get(from).clear();
    across.set(from, Map.of());
    across.get(into).remove(from);
    gone.remove(into);
    gone.forEach((third, sum) -> {
      across.get(third).remove(from);
      across.get(third).merge(into, sum, Double::sum);
      across.get(into).merge(third, sum, Double::sum);
    });
  }

  private void offer(int a, int b) {
    int one = Math.min(a, b);
    int other = Math.max(a, b);
    int smaller = Math.min(members.get(one).size(), members.get(other).size());
    double sum = across.get(one).getOrDefault(other, 0.0);
    double likeness = sum / Math.sqrt(within[one] * within[other]) / (1 + Math.log(smaller) / 2);
    if (likeness >= LEAST) {
      queue.add(new Link(likeness, one, other, sizes(one, other)));
    }
  }

  private int sizes(int one, int other) {
    return members.get(one).size() + members.get(other).size();
  }
}
