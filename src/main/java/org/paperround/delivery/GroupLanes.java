package org.paperround.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/// Lets only so many claims of a group be on connections at once; the others wait aside, where they
/// are in nobody's way. A group without such a limit passes without a lock. Thread-safe.
final class GroupLanes {
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
  private final IntUnaryOperator atOnce;

  /// `atOnce` by the group's code; [Limits#NO_COUNT] for no limit.
  GroupLanes(IntUnaryOperator atOnce) {
    this.atOnce = atOnce;
  }

  /// True when the claim may be sent at once; else it comes out of [#leave] later.
  boolean enter(Claim claim) {
    int group = claim.facts().group();
    int most = atOnce.applyAsInt(group);
    Lane lane = lanes.get(group);
    if (lane == null) {
      if (most == Limits.NO_COUNT) {
        return true;
      }
      lane = lanes.computeIfAbsent(group, _ -> new Lane());
    }
    return lane.enter(claim, most);
  }

  /// The work on a claim is over: those that may be sent now in its place.
  List<Claim> leave(Claim claim) {
    Lane lane = lanes.get(claim.facts().group());
    return lane == null ? List.of() : lane.leave(claim, atOnce.applyAsInt(claim.facts().group()));
  }

  /// Takes a claim away that waits aside; false when it does not.
  boolean takeOut(Claim claim) {
    Lane lane = lanes.get(claim.facts().group());
    return lane != null && lane.takeOut(claim);
  }

  List<Claim> waiting() {
    return lanes.values().stream().flatMap(lane -> lane.waiting().stream()).toList();
  }

  private static final class Lane {
    private final Set<Claim> going = new HashSet<>();
    private final Deque<Claim> aside = new ArrayDeque<>();

    synchronized boolean enter(Claim claim, int most) {
      if (aside.isEmpty() && mayGo(most)) {
        return going.add(claim);
      }
      aside.add(claim);
      return false;
    }

    /// A node whose share became nothing still finishes what it claimed, one by one.
    private boolean mayGo(int most) {
      return going.size() < Math.max(1, most);
    }

    synchronized List<Claim> leave(Claim claim, int most) {
      if (!going.remove(claim)) {
        aside.remove(claim);
      }
      List<Claim> next = new ArrayList<>();
      while (!aside.isEmpty() && mayGo(most)) {
        Claim first = aside.remove();
        going.add(first);
        next.add(first);
      }
      return next;
    }

    synchronized boolean takeOut(Claim claim) {
      return aside.remove(claim);
    }

    synchronized List<Claim> waiting() {
      return List.copyOf(aside);
    }
  }
}
