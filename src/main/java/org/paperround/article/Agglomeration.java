package org.paperround.article;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

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

  private final List<Sums> across = new ArrayList<>();
  private final List<List<Integer>> members = new ArrayList<>();
  private final List<Set<Integer>> apart = new ArrayList<>();
  private final double[] within;
  private final PriorityQueue<Link> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Link::likeness)
              .reversed()
              .thenComparingInt(Link::one)
              .thenComparingInt(Link::other));

  /// Two groups when this was queued; `sizes` tells whether they still are the same.
  private record Link(double likeness, int one, int other, int sizes) {}

  private Agglomeration(int size, Likenesses pairs) {
    within = new double[size];
    for (int i = 0; i < size; i++) {
      across.add(new Sums());
      members.add(new ArrayList<>(List.of(i)));
      apart.add(new HashSet<>());
      within[i] = 1;
    }
    for (int i = 0; i < pairs.size(); i++) {
      across.get(pairs.one(i)).add(pairs.other(i), pairs.value(i));
      across.get(pairs.other(i)).add(pairs.one(i), pairs.value(i));
    }
  }

  /// `groups` of the items, each ascending, by their first items; `kin` are pairs of groups, by
  /// their places, that are alike ([Agglomeration], without regard to size) and stayed two.
  record Result(List<List<Integer>> groups, Likenesses kin) {}

  /// Groups the items 0 to `size` - 1. What `bonds` join or set apart is so whatever it is like.
  /// `kinLeast` is how alike kin are.
  static Result groups(int size, Likenesses pairs, Bonds bonds, double kinLeast) {
    Agglomeration work = new Agglomeration(size, pairs);
    for (Bonds.Pair pair : bonds.apart()) {
      work.apart.get(pair.one()).add(pair.other());
      work.apart.get(pair.other()).add(pair.one());
    }
    for (List<Integer> group : bonds.together()) {
      int first = group.getFirst();
      group.stream().skip(1).forEach(item -> work.join(first, item));
    }
    work.run();
    return work.result(kinLeast);
  }

  private Result result(double kinLeast) {
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).isEmpty()) {
        members.get(i).sort(null);
        present.add(i);
      }
    }
    present.sort(Comparator.comparing(group -> members.get(group).getFirst()));
    int[] places = new int[members.size()];
    for (int place = 0; place < present.size(); place++) {
      places[present.get(place)] = place;
    }
    Likenesses kin = new Likenesses();
    for (int one : present) {
      across
          .get(one)
          .forEach((other, sum) -> {
            double likeness = likeness(one, other, sum);
            if (places[one] < places[other] && likeness >= kinLeast) {
              kin.add(places[one], places[other], likeness);
            }
          });
    }
    return new Result(present.stream().map(group -> List.copyOf(members.get(group))).toList(), kin);
  }

  private void run() {
    for (int one = 0; one < members.size(); one++) {
      offerAll(one, true);
    }
    for (Link next = queue.poll(); next != null; next = queue.poll()) {
      boolean present =
          !members.get(next.one()).isEmpty()
              && !members.get(next.other()).isEmpty()
              && next.sizes() == sizes(next.one(), next.other());
      if (present) {
        join(next.one(), next.other());
        offerAll(next.one(), false);
      }
    }
  }

  private void offerAll(int one, boolean onlyLater) {
    across
        .get(one)
        .forEach((other, sum) -> {
          if (!onlyLater || one < other) {
            offer(Math.min(one, other), Math.max(one, other), sum);
          }
        });
  }

  private void join(int into, int from) {
    Sums gone = across.get(from);
    within[into] += within[from] + 2 * across.get(into).get(from);
    members.get(into).addAll(members.get(from));
    members.get(from).clear();
    across.set(from, new Sums());
    across.get(into).remove(from);
    gone.remove(into);
    gone.forEach((third, sum) -> {
      across.get(third).remove(from);
      across.get(third).add(into, sum);
      across.get(into).add(third, sum);
    });
    for (int third : apart.set(from, Set.of())) {
      apart.get(third).remove(from);
      apart.get(third).add(into);
      apart.get(into).add(third);
    }
  }

  private void offer(int one, int other, double sum) {
    int smaller = Math.min(members.get(one).size(), members.get(other).size());
    double likeness = likeness(one, other, sum) / (1 + Math.log(smaller) / 2);
    if (likeness >= LEAST && !apart.get(one).contains(other)) {
      queue.add(new Link(likeness, one, other, sizes(one, other)));
    }
  }

  private double likeness(int one, int other, double sum) {
    return sum / Math.sqrt(within[one] * within[other]);
  }

  private int sizes(int one, int other) {
    return members.get(one).size() + members.get(other).size();
  }
}
