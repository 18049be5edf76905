package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperround.mail.Bucket;

/// How much of each group this node may claim now: no more than it may send in the next second or
/// two, so that what is throttled waits in the ledger and never in the queue. Takes time from the
/// clock in hand and from [System#nanoTime()] for what is measured. For one thread.
final class Budget {
  private static final int TOTAL = -1;

  private final Throttles throttles;
  private final ClaimQueue queue;
  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<Integer, ClaimSize> sizes = new HashMap<>();

  Budget(Throttles throttles, ClaimQueue queue) {
    this.throttles = throttles;
    this.queue = queue;
  }

  /// Of all groups together.
  int total(int room, Instant now) {
    takeBack();
    ThrottleState state = throttles.state();
    if (state.total().atOnce() == 0) {
      return 0;
    }
    // What waits for a connection will take of it, too; one on each may just be doing so.
    int relays = Math.max(0, throttles.relayRoom() - queue.size());
    int day = Math.min(Math.min(room, relays), state.leftToday().orElse(room));
    return state.total().hasRate() ? Math.min(day, saved(TOTAL, state.total(), now)) : day;
  }

  /// Of one group, were it alone. `exact`: no more may be in hand than may be on connections.
  int of(int group, boolean exact, Instant now) {
    Limits share = throttles.state().share(group);
    int room = Integer.MAX_VALUE;
    if (share.hasRate()) {
      int inHand = (int) Math.ceil(Math.max(1, 2 * share.perSecond()));
      room = Math.min(saved(group, share, now), inHand - queue.inHand(group));
    }
    if (share.atOnce() < Limits.NO_COUNT) {
      int ready = exact || share.atOnce() == 0 ? share.atOnce() : ready(group, share.atOnce());
      room = Math.min(room, ready - queue.inHand(group));
    }
    return Math.max(0, room);
  }

  private int ready(int group, int atOnce) {
    return Math.max(
        2 * atOnce,
        sizes
            .computeIfAbsent(group, _ -> new ClaimSize(1))
            .next(throttles.accepted(group), queue.inHand(group), System.nanoTime()));
  }

  private int saved(int group, Limits share, Instant now) {
    Bucket bucket =
        buckets.getOrDefault(group, Bucket.full(share.perSecond(), now)).at(now, share.perSecond());
    buckets.put(group, bucket);
    return bucket.mails();
  }

  /// These were claimed.
  void spend(List<Claim> claims) {
    buckets.computeIfPresent(TOTAL, (_, bucket) -> bucket.less(claims.size()));
    claims.forEach(
        claim -> buckets.computeIfPresent(claim.facts().group(), (_, bucket) -> bucket.less(1)));
  }

  /// What came back without having left may go at once.
  private void takeBack() {
    queue
        .takeUnspent()
        .forEach((group, mails) -> {
          buckets.computeIfPresent(TOTAL, (_, bucket) -> bucket.less(-mails));
          buckets.computeIfPresent(group, (_, bucket) -> bucket.less(-mails));
        });
  }

  /// Splits `total` among groups that may have so much each: evenly, and what one cannot take goes
  /// to the others. Pure.
  static List<Target.Part> split(Map<Integer, Integer> rooms, int total) {
    List<Map.Entry<Integer, Integer>> smallestFirst =
        rooms.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    List<Target.Part> parts = new ArrayList<>();
    int left = total;
    int groups = smallestFirst.size();
    for (Map.Entry<Integer, Integer> group : smallestFirst) {
      int part = Math.min(group.getValue(), Math.ceilDiv(left, groups));
      if (part > 0) {
        parts.add(new Target.Part(group.getKey(), part));
      }
      left -= part;
      groups--;
    }
    parts.sort(Comparator.comparingInt(Target.Part::group));
    return parts;
  }
}
