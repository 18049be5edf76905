package org.paperround.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What this node may send at present: its shares of what all nodes may, as last read. A group that
/// is not in `shares` has no limit. `ofDomain`: how many transmissions to one domain of the rest,
/// or that was of it, at once. `leftToday`: what a warm-up plan still allows all nodes.
record ThrottleState(
    DomainGroups groups,
    int nodes,
    Map<Integer, Limits> shares,
    Limits total,
    int ofDomain,
    OptionalInt leftToday) {
  /// Before the first look at the database: nothing may be claimed.
  static final ThrottleState UNREAD =
      new ThrottleState(
          new DomainGroups(Map.of(), Map.of()),
          0,
          Map.of(),
          Limits.NONE,
          Limits.NO_COUNT,
          OptionalInt.empty());

  ThrottleState {
    shares = Map.copyOf(shares);
  }

  /// The shares of the `rank`-th of so many nodes. Of several connections one is left to the
  /// others: no single group that is limited can hold all of them up.
  static ThrottleState of(
      ThrottleConfig config,
      DomainGroups groups,
      Map<Integer, Pace> paces,
      Place place,
      OptionalInt leftToday,
      Instant now) {
    Map<Integer, Limits> shares = new HashMap<>();
    Set<Integer> domains = groups.domains();
    for (int code : groups.codes()) {
      // Rows that are left in the group of a domain that is free again go back to the rest.
      boolean free = DomainGroups.isDomain(code) && !domains.contains(code);
      Limits whole = free ? Limits.NONE : config.limits(groups.limitsName(code));
      Pace pace = paces.get(code);
      if (pace != null && !pace.over(now)) {
        whole = whole.atMost(pace.limit(now));
      }
      if (!whole.equals(Limits.NONE)) {
        shares.put(code, place.share(whole).atOnceAtMost(Math.max(1, place.connections() - 1)));
      }
    }
    Limits total = place.share(config.limits(ThrottleConfig.TOTAL));
    int ofDomain =
        config.domainShare() == ThrottleConfig.ALL
            ? Limits.NO_COUNT
            : Math.max(1, place.connections() * config.domainShare() / 100);
    return new ThrottleState(groups, place.nodes(), shares, total, ofDomain, leftToday);
  }

  boolean unread() {
    return nodes == 0;
  }

  Limits share(int group) {
    return shares.getOrDefault(group, Limits.NONE);
  }

  /// Mails a second of a group over all nodes; NaN when it has no such limit.
  double rate(int group) {
    Limits share = share(group);
    return share.hasRate() ? share.perSecond() * nodes : Double.NaN;
  }

  /// A node among the nodes, and how many connections it has.
  record Place(int rank, int nodes, int connections) {
    Limits share(Limits whole) {
      return whole.share(rank, nodes);
    }
  }
}
