package org.paperround.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slows down who asked for it, for all nodes. A domain among the rest becomes a group of its own,
/// so that the rest is not slowed with it; when many ask in one moment, or there are no more
/// places, the rest is slowed as a whole.
final class ThrottleCuts {
  private static final Logger LOG = LoggerFactory.getLogger(ThrottleCuts.class);

  /// As many domains at once are not the fault of each of them.
  private static final int MANY = 4;

  /// What counts as usual, in mails a second: for a domain of which only the one reply is known,
  /// and at least for a group that has hardly been sent to yet.
  private static final double DOMAIN_USUAL = 10;

  /// What counts as usual, in mails a second, at least: where hardly anything was sent yet.
  static final double LEAST_USUAL = 20;

  private static final double SLOW_USUAL = 100;

  private final ThrottleConfig config;
  private final MeterRegistry meters;

  ThrottleCuts(ThrottleConfig config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
  }

  /// `perSecond`: what of each group was accepted of late.
  void write(Handle handle, Set<Throttles.Told> told, Map<Integer, Double> perSecond, Instant now) {
    ThrottleDao dao = handle.attach(ThrottleDao.class);
    dao.lock();
    Map<Integer, Pace> paces = Throttles.paces(dao);
    DomainGroups groups = DomainGroups.read(handle, config, now);
    for (int group : slowed(dao, told, groups, paces, now)) {
      Optional<Pace> present = Optional.ofNullable(paces.get(group));
      Pace pace = Pace.cut(present, usual(group, groups, perSecond), now);
      if (!present.equals(Optional.of(pace))) {
        store(dao, group, pace);
        meters
            .counter("paperround.delivery.throttle.cuts", "group", groups.limitsName(group))
            .increment();
      }
    }
  }

  /// Makes groups of domains that did not ask for less, but answer slowly: what counts is how few
  /// of such a group are sent at once, the rate is to be no hindrance. As long as there are places.
  void putApart(Handle handle, Set<String> domains, Instant now) {
    ThrottleDao dao = handle.attach(ThrottleDao.class);
    dao.lock();
    Map<Integer, Pace> paces = Throttles.paces(dao);
    DomainGroups groups = DomainGroups.read(handle, config, now);
    Set<Integer> taken = new HashSet<>();
    for (String domain : new TreeSet<>(domains)) {
      Optional<Integer> code =
          groups.of(domain) == DomainGroup.OTHER.code()
              ? code(groups, domain, paces, taken, now)
              : Optional.empty();
      code.ifPresent(group -> {
        taken.add(group);
        dao.name(group, domain);
        store(dao, group, Pace.cut(Optional.empty(), SLOW_USUAL, now));
      });
    }
  }

  private static void store(ThrottleDao dao, int group, Pace pace) {
    dao.setPace(group, pace);
    LOG.info(
        "Domain group {} asked for less, or answers slowly: {} mails/s from now",
        group,
        pace.perSecond());
  }

  private double usual(int group, DomainGroups groups, Map<Integer, Double> perSecond) {
    double configured = config.limits(groups.limitsName(group)).perSecond();
    if (configured < Limits.NO_RATE) {
      return configured;
    }
    return DomainGroups.isDomain(group)
        ? DOMAIN_USUAL
        : Math.max(LEAST_USUAL, perSecond.getOrDefault(group, 0.0));
  }

  private static Set<Integer> slowed(
      ThrottleDao dao,
      Set<Throttles.Told> told,
      DomainGroups groups,
      Map<Integer, Pace> paces,
      Instant now) {
    int rest = DomainGroup.OTHER.code();
    Set<Integer> slowed = new HashSet<>();
    Set<String> single = new TreeSet<>();
    for (Throttles.Told one : told) {
      int group = one.group() == rest ? groups.of(one.domain()) : one.group();
      if (group == rest) {
        single.add(one.domain());
      } else {
        slowed.add(group);
      }
    }
    if (single.size() >= MANY) {
      slowed.add(rest);
      return slowed;
    }
    Set<Integer> taken = new HashSet<>();
    for (String domain : single) {
      Optional<Integer> code = code(groups, domain, paces, taken, now);
      if (code.isPresent()) {
        dao.name(code.get(), domain);
        taken.add(code.get());
      }
      slowed.add(code.orElse(rest));
    }
    return slowed;
  }

  /// The code the domain had, an unused one, or that which has been free for longest.
  private static Optional<Integer> code(
      DomainGroups groups,
      String domain,
      Map<Integer, Pace> paces,
      Set<Integer> taken,
      Instant now) {
    return IntStream.range(
            DomainGroups.FIRST_DOMAIN, DomainGroups.FIRST_DOMAIN + DomainGroups.DOMAIN_CODES)
        .filter(code -> !taken.contains(code) && free(paces.get(code), now))
        .boxed()
        .min(
            Comparator.<Integer>comparingInt(code -> domain.equals(groups.name(code)) ? 0 : 1)
                .thenComparing(code -> lastCut(paces.get(code))));
  }

  private static boolean free(@Nullable Pace pace, Instant now) {
    return pace == null || pace.over(now);
  }

  private static Instant lastCut(@Nullable Pace pace) {
    return pace == null ? Instant.MIN : pace.cutAt();
  }
}
