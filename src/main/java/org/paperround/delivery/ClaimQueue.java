package org.paperround.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.EditionId;

/// The claims of this node: those that wait for a connection, and how many are in hand in all, from
/// the claim to the settled outcome. The claimer bounds it. Claims of a group that may have only so
/// many connections wait aside until it is their turn, and those of a domain that may. Thread-safe.
final class ClaimQueue {
  private final LinkedBlockingDeque<Claim> waiting = new LinkedBlockingDeque<>();
  private final Map<EditionId, Integer> inHand = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> inHandOfGroup = new ConcurrentHashMap<>();
  private final GroupLanes lanes;

  /// `atOnce`: how many of a group may be on connections, by its code; `ofDomain`: how many of one
  /// domain of the rest.
  ClaimQueue(IntUnaryOperator atOnce, IntSupplier ofDomain) {
    this.lanes = new GroupLanes(atOnce, ofDomain);
  }

  void add(List<Claim> claims) {
    for (Claim claim : claims) {
      inHand.merge(claim.facts().edition().id(), 1, Integer::sum);
      inHandOfGroup.merge(claim.facts().group(), 1, Integer::sum);
      if (lanes.enter(claim)) {
        waiting.add(claim);
      }
    }
  }

  @Nullable Claim poll(Duration most) throws InterruptedException {
    return waiting.poll(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Gives back a claim that another connection may still send.
  void giveBack(Claim claim) {
    waiting.addFirst(claim);
  }

  /// Takes a claim that waits away from the connections; false when one has it by now.
  boolean takeOut(Claim claim) {
    return waiting.remove(claim) || lanes.takeOut(claim);
  }

  /// The work on a claim has ended; another of its group may take its place.
  void over(Claim claim) {
    waiting.addAll(lanes.leave(claim));
  }

  /// The claims that wait, as of now.
  List<Claim> waiting() {
    return Stream.concat(waiting.stream(), lanes.waiting().stream()).toList();
  }

  /// Takes away the claims of domains so slow that theirs are all that waits: others are not
  /// claimed in their place.
  List<Claim> takeSlow() {
    return waiting.isEmpty() ? lanes.takeSlow(System.nanoTime()) : List.of();
  }

  /// How many wait for a connection; of the groups with a limit only those whose turn it is.
  int size() {
    return waiting.size() + lanes.ofTheRest();
  }

  int inHand(EditionId edition) {
    return inHand.getOrDefault(edition, 0);
  }

  int inHand(int group) {
    return inHandOfGroup.getOrDefault(group, 0);
  }

  void settled(List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      Claim.Facts facts = settlement.claim().facts();
      less(inHand, facts.edition().id());
      less(inHandOfGroup, facts.group());
    }
  }

  private static <K> void less(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
