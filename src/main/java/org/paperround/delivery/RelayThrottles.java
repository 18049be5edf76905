package org.paperround.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.paperround.mail.RelayQuota;
import org.paperround.mail.Relays;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast this node may send to which relay (docs/adr/0016): its share of what an operator allows
/// each over all nodes, and of what is left of that when a relay asks for less itself. Thread-safe;
/// all but [#hear] and [#room] are for one thread.
final class RelayThrottles {
  private static final Logger LOG = LoggerFactory.getLogger(RelayThrottles.class);

  private final Relays relays;
  private final MeterRegistry meters;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  RelayThrottles(Relays relays, MeterRegistry meters) {
    this.relays = relays;
    this.meters = meters;
  }

  /// This relay asked for less.
  void hear(String relay) {
    told.add(relay);
  }

  boolean told() {
    return !told.isEmpty();
  }

  int room() {
    return relays.room();
  }

  /// Slows down, for all nodes, those that asked for it. `accepted`: mails a second of late, by
  /// group: more than one of several relays had, which further cuts make good.
  void write(Database database, Map<Integer, Double> accepted, Instant now) {
    Set<String> heard = Set.copyOf(told);
    if (heard.isEmpty()) {
      return;
    }
    double all = accepted.values().stream().mapToDouble(Double::doubleValue).sum();
    database.useTransaction(handle -> {
      ThrottleDao dao = handle.attach(ThrottleDao.class);
      dao.lock();
      Map<String, Pace> paces = paces(dao);
      for (String relay : heard) {
        Optional<Pace> present = Optional.ofNullable(paces.get(relay));
        Pace pace = Pace.cut(present, usual(relay, all), now);
        if (!present.equals(Optional.of(pace))) {
          store(dao, relay, pace);
        }
      }
    });
    told.removeAll(heard);
  }

  private double usual(String relay, double all) {
    RelayQuota quota = relays.quotas().getOrDefault(relay, RelayQuota.NONE);
    return quota.hasRate() ? quota.perSecond() : Math.max(ThrottleCuts.LEAST_USUAL, all);
  }

  private void store(ThrottleDao dao, String relay, Pace pace) {
    dao.setRelayPace(relay, pace);
    meters.counter("paperround.relay.cuts", "relay", relay).increment();
    LOG.info("The relay {} asked for less: {} mails/s from now", relay, pace.perSecond());
  }

  /// Takes this node's share.
  void share(Map<String, Pace> paces, ThrottleState.Place place, Instant now) {
    Map<String, RelayQuota> shares = new HashMap<>();
    relays
        .quotas()
        .forEach((relay, quota) -> {
          Limits whole = new Limits(quota.perSecond(), quota.atOnce(), Limits.NO_COUNT);
          Pace pace = paces.get(relay);
          Limits share =
              place.share(pace == null || pace.over(now) ? whole : whole.atMost(pace.limit(now)));
          shares.put(relay, new RelayQuota(share.perSecond(), share.atOnce()));
        });
    relays.share(shares);
  }

  static Map<String, Pace> paces(ThrottleDao dao) {
    return dao.paces().stream()
        .filter(ThrottleDao.Row::isOfRelay)
        .collect(Collectors.toMap(ThrottleDao.Row::relay, ThrottleDao.Row::pace));
  }
}
