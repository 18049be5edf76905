package org.paperround.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Integer, Integer> unspent = new ConcurrentHashMap<>();
  private final GroupLanes lanes;

  /// Those whose mails are prepared on a connection behind another one, and since when. Whoever
  /// removes one has it.
  private final Map<Claim, Long> prepared = new ConcurrentHashMap<>();

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

  /// One more for a connection that has one already; null unless more than `others` wait. It still
  /// counts as unsent, and may be taken out or given to another connection, until [#begin].
  @Nullable Claim another(int others) {
    Claim claim = waiting.size() > others ? waiting.poll() : null;
    if (claim != null) {
      prepared.put(claim, System.nanoTime());
    }
    return claim;
  }

  /// It is the turn of one of [#another]; false when it is not this connection's any more.
  boolean begin(Claim claim) {
    return prepared.remove(claim) != null;
  }

  /// Those that have waited so long behind a mail on their connection go to the next that is free.
  void unstick(Duration most) {
    long now = System.nanoTime();
    prepared.forEach((claim, since) -> {
      if (now - since > most.toNanos() && begin(claim)) {
        waiting.addFirst(claim);
      }
    });
  }

  /// Gives back a claim that another connection may still send.
  void giveBack(Claim claim) {
    waiting.addFirst(claim);
  }

  /// Takes an unsent claim away from the connections; false when one sends it by now.
  boolean takeOut(Claim claim) {
    return waiting.remove(claim) || begin(claim) || lanes.takeOut(claim);
  }

  /// The work on a claim has ended; another of its group may take its place.
  void over(Claim claim) {
    waiting.addAll(lanes.leave(claim));
  }

  /// The claims that wait for a connection, or on one for their turn, as of now.
  List<Claim> unsent() {
    return Stream.of(waiting, lanes.waiting(), prepared.keySet())
        .<Claim>flatMap(Collection::stream)
        .toList();
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

  int inHand() {
    return inHand.values().stream().mapToInt(Integer::intValue).sum();
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
      if (!settlement.left()) {
        unspent.merge(facts.group(), 1, Integer::sum);
      }
    }
  }

  /// How many of each group came back without having left, since this was asked last.
  Map<Integer, Integer> takeUnspent() {
    Map<Integer, Integer> taken = new HashMap<>();
    for (Integer group : Set.copyOf(unspent.keySet())) {
      Integer mails = unspent.remove(group);
      if (mails != null) {
        taken.put(group, mails);
      }
    }
    return taken;
  }

  private static <K> void less(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
