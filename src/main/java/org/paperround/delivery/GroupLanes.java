package org.paperround.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/// Lets only so many claims of a group be on connections at once, and of the rest of the domains
/// only so many of each domain; the others wait aside, where they are in nobody's way. Where there
/// is no such limit they pass without a lock. Thread-safe.
final class GroupLanes {
  /// A domain whose claims wait so long is too slow for what was claimed of it.
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger ofTheRest = new AtomicInteger();
  private final IntUnaryOperator atOnce;
  private final IntSupplier ofDomain;

  /// `atOnce` by the group's code, `ofDomain` of each single domain; [Limits#NO_COUNT] for no
  /// limit.
  GroupLanes(IntUnaryOperator atOnce, IntSupplier ofDomain) {
    this.atOnce = atOnce;
    this.ofDomain = ofDomain;
  }

  /// True when the claim may be sent at once; else it comes out of [#leave] later.
  boolean enter(Claim claim) {
    int most = most(claim);
    Key key = Key.of(claim);
    if (most == Limits.NO_COUNT && !lanes.containsKey(key)) {
      return true;
    }
    boolean[] goes = {true};
    lanes.compute(
        key,
        (_, present) -> {
          Lane lane = present == null ? new Lane() : present;
          goes[0] = lane.enter(claim, most);
          return lane;
        });
    return goes[0];
  }

  /// The work on a claim is over: those that may be sent now in its place.
  List<Claim> leave(Claim claim) {
    Key key = Key.of(claim);
    if (!lanes.containsKey(key)) {
      return List.of();
    }
    List<Claim> next = new ArrayList<>();
    lanes.computeIfPresent(
        key,
        (_, lane) -> {
          next.addAll(lane.leave(claim));
          return lane.isEmpty() ? null : lane;
        });
    return next;
  }

  /// Takes a claim away that waits aside; false when it does not.
  boolean takeOut(Claim claim) {
    Lane lane = lanes.get(Key.of(claim));
    return lane != null && lane.takeOut(claim);
  }

  /// Takes the claims away of single domains that are too slow for them.
  List<Claim> takeSlow(long nowNanos) {
    List<Claim> slow = new ArrayList<>();
    if (ofTheRest.get() > 0) {
      lanes.values().forEach(lane -> slow.addAll(lane.takeSlow(nowNanos)));
    }
    return slow;
  }

  List<Claim> waiting() {
    return lanes.values().stream().flatMap(lane -> lane.waiting().stream()).toList();
  }

  /// How many of the rest of the domains wait aside.
  int ofTheRest() {
    return ofTheRest.get();
  }

  private int most(Claim claim) {
    int group = claim.facts().group();
    int most = atOnce.applyAsInt(group);
    return isOfOneDomain(claim) ? Math.min(most, ofDomain.getAsInt()) : most;
  }

  /// A domain that got a group of its own is still one of the rest's.
  private static boolean isOfOneDomain(Claim claim) {
    return isOfTheRest(claim) || DomainGroups.isDomain(claim.facts().group());
  }

  private static boolean isOfTheRest(Claim claim) {
    return claim.facts().group() == DomainGroup.OTHER.code();
  }

  /// A domain that got a group of its own keeps its lane: what it holds up already counts.
  private record Key(int group, String domain) {
    static Key of(Claim claim) {
      return isOfOneDomain(claim)
          ? new Key(DomainGroup.OTHER.code(), claim.facts().address().domain())
          : new Key(claim.facts().group(), "");
    }
  }

  private record Aside(Claim claim, long sinceNanos) {}

  private final class Lane {
    private final Set<Claim> going = new HashSet<>();
    private final Deque<Aside> aside = new ArrayDeque<>();

    synchronized boolean enter(Claim claim, int most) {
      if (aside.isEmpty() && mayGo(most)) {
        return going.add(claim);
      }
      aside.add(new Aside(claim, System.nanoTime()));
      count(claim, 1);
      return false;
    }

    /// A node whose share became nothing still finishes what it claimed, one by one.
    private boolean mayGo(int most) {
      return going.size() < Math.max(1, most);
    }

    synchronized List<Claim> leave(Claim claim) {
      if (!going.remove(claim)) {
        takeOut(claim);
      }
      List<Claim> next = new ArrayList<>();
      while (!aside.isEmpty() && mayGo(most(aside.element().claim()))) {
        Claim first = aside.remove().claim();
        count(first, -1);
        going.add(first);
        next.add(first);
      }
      return next;
    }

    synchronized boolean takeOut(Claim claim) {
      boolean taken = aside.removeIf(waiting -> waiting.claim().equals(claim));
      if (taken) {
        count(claim, -1);
      }
      return taken;
    }

    synchronized List<Claim> takeSlow(long nowNanos) {
      Aside first = aside.peek();
      if (first == null || nowNanos - first.sinceNanos() < SLOW.toNanos()) {
        return List.of();
      }
      List<Claim> slow = aside.stream().map(Aside::claim).filter(GroupLanes::isOfTheRest).toList();
      aside.removeIf(waiting -> isOfTheRest(waiting.claim()));
      ofTheRest.addAndGet(-slow.size());
      return slow;
    }

    synchronized List<Claim> waiting() {
      return aside.stream().map(Aside::claim).toList();
    }

    synchronized boolean isEmpty() {
      return going.isEmpty() && aside.isEmpty();
    }

    private void count(Claim claim, int more) {
      if (isOfTheRest(claim)) {
        ofTheRest.addAndGet(more);
      }
    }
  }
}
