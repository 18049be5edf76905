package org.paperround.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Which recipient domain is in which group now: the built-in [DomainGroup]s, the operator's own,
/// and each domain that asked us to slow down as a group of its own for as long as that lasts. A
/// row of the ledger whose group is not, or no more, that of its domain is put right by the claim.
/// `names` by code are all groups in which rows may be.
record DomainGroups(Map<String, Integer> byDomain, Map<Integer, String> names) {
  static final int FIRST_OWN = 10;
  static final int OWN_CODES = 90;
  static final int FIRST_DOMAIN = 100;

  /// Few: every claim looks for rows of each.
  static final int DOMAIN_CODES = 64;

  DomainGroups {
    byDomain = Map.copyOf(byDomain);
    names = Map.copyOf(names);
  }

  /// As of now, from the database. An operator's group that is new gets its code, for good.
  static DomainGroups read(Handle handle, ThrottleConfig config, Instant now) {
    ThrottleDao dao = handle.attach(ThrottleDao.class);
    List<ThrottleDao.Named> named = dao.groups();
    Set<String> missing = new TreeSet<>(config.own().keySet());
    named.forEach(group -> missing.remove(group.name()));
    if (!missing.isEmpty()) {
      handle.useTransaction(inside -> register(inside.attach(ThrottleDao.class), missing));
      named = dao.groups();
    }
    return of(named, config, Throttles.paces(dao), now);
  }

  private static void register(ThrottleDao dao, Set<String> missing) {
    dao.lock();
    List<ThrottleDao.Named> present = dao.groups();
    Set<Integer> used = present.stream().map(ThrottleDao.Named::code).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>(missing);
    present.forEach(group -> names.remove(group.name()));
    for (String name : names) {
      int code =
          IntStream.range(FIRST_OWN, FIRST_OWN + OWN_CODES)
              .filter(free -> !used.contains(free))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "no code is left for the domain group "
                          + name
                          + ": give it a name that was"
                          + " used before"));
      used.add(code);
      dao.name(code, name);
    }
  }

  static DomainGroups of(
      List<ThrottleDao.Named> named, ThrottleConfig config, Map<Integer, Pace> paces, Instant now) {
    Map<String, Integer> byDomain = new HashMap<>();
    Map<Integer, String> names = new HashMap<>();
    for (ThrottleDao.Named group : named) {
      names.put(group.code(), group.name());
      Pace pace = paces.get(group.code());
      if (isDomain(group.code()) && pace != null && !pace.over(now)) {
        byDomain.put(group.name(), group.code());
      }
    }
    for (DomainGroup group : DomainGroup.values()) {
      names.put(group.code(), group.word());
      group.domains().forEach(domain -> byDomain.put(domain, group.code()));
    }
    // What an operator says goes before what is built in.
    named.forEach(group ->
        config
            .own()
            .getOrDefault(group.name(), List.of())
            .forEach(domain -> byDomain.put(domain, group.code())));
    return new DomainGroups(byDomain, names);
  }

  static boolean isDomain(int code) {
    return code >= FIRST_DOMAIN;
  }

  /// `domain` is lower-case, as in an address.
  int of(String domain) {
    return byDomain.getOrDefault(domain, DomainGroup.OTHER.code());
  }

  List<Integer> codes() {
    return names.keySet().stream().sorted().toList();
  }

  String name(int code) {
    return names.getOrDefault(code, "group-" + code);
  }

  /// What the limits of this group are called in the configuration.
  String limitsName(int code) {
    return isDomain(code) ? ThrottleConfig.DOMAIN : name(code);
  }

  /// Single domains with a throttle of their own now.
  Set<Integer> domains() {
    return byDomain.values().stream()
        .filter(DomainGroups::isDomain)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
