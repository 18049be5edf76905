package org.paperround.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.EditionId;

/// The claims of this node: those that wait for a connection, and how many are in hand in all, from
/// the claim to the settled outcome. The claimer bounds it. Thread-safe.
final class ClaimQueue {
  private final LinkedBlockingDeque<Claim> waiting = new LinkedBlockingDeque<>();
  private final Map<EditionId, Integer> inHand = new ConcurrentHashMap<>();

  void add(List<Claim> claims) {
    for (Claim claim : claims) {
      inHand.merge(claim.facts().edition().id(), 1, Integer::sum);
      waiting.add(claim);
    }
  }

  @Nullable Claim poll(Duration most) throws InterruptedException {
    return waiting.poll(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Gives back a claim that another connection may still send.
  void giveBack(Claim claim) {
    waiting.addFirst(claim);
  }

  /// The claims that wait, as of now.
  List<Claim> waiting() {
    return List.copyOf(waiting);
  }

  int size() {
    return waiting.size();
  }

  int inHand(EditionId edition) {
    return inHand.getOrDefault(edition, 0);
  }

  void settled(List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      inHand.computeIfPresent(
          settlement.claim().facts().edition().id(), (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
