package org.paperround.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.RelayReply;
import org.paperround.mail.Relays;
import org.paperround.mail.SlowDown;
import org.paperround.mail.TransmissionOutcome;

/// How fast this node may send to which group (docs/adr/0016). It reads about once a second what
/// all nodes share, and writes only when somebody asked to slow down; nothing here touches the
/// database for a single mail. Thread-safe; [#refresh] is for one thread.
final class Throttles {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration EVERY_WHEN_TOLD = Duration.ofMillis(200);
  private static final Duration LOW_FOR = Duration.ofMinutes(10);

  private final Collaborators with;
  private final DeliveryConfig config;
  private final ThrottleCuts cuts;
  private final RelayThrottles relays;
  private final Map<Integer, Counter> accepted = new ConcurrentHashMap<>();
  private final Set<Told> told = ConcurrentHashMap.newKeySet();
  private final Set<String> slow = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Double> counted = new HashMap<>();
  private final Map<Integer, Double> perSecond = new HashMap<>();
  private final Map<String, Boolean> low = new HashMap<>();
  private final Set<Integer> shown = new HashSet<>();
  private volatile ThrottleState state = ThrottleState.UNREAD;
  private long readNanos;
  private long countedNanos = System.nanoTime();

  Throttles(Collaborators with, DeliveryConfig config, Relays relays) {
    this.with = with;
    this.config = config;
    this.cuts = new ThrottleCuts(config.throttles(), with.meters());
    this.relays = new RelayThrottles(relays, with.meters());
    with.meters()
        .gauge(
            "paperround.delivery.throttle.domains", this, t -> t.state.groups().domains().size());
    with.meters()
        .gauge(
            "paperround.delivery.throttle.left-today",
            this,
            t -> t.state.leftToday().isPresent() ? t.state.leftToday().getAsInt() : Double.NaN);
  }

  ThrottleState state() {
    return state;
  }

  WarmUp warmUp() {
    return config.throttles().warmUp();
  }

  /// How many mails the relays take from this node now.
  int relayRoom() {
    return relays.room();
  }

  /// How many of this group were accepted so far.
  long accepted(int group) {
    return (long) counter(group).count();
  }

  private Counter counter(int group) {
    return accepted.computeIfAbsent(
        group,
        code ->
            with.meters()
                .counter(
                    "paperround.delivery.throttle.accepted",
                    "group",
                    state.groups().limitsName(code)));
  }

  /// Learns from outcomes.
  void hear(List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      if (settlement
          instanceof
          Settlement.Transmitted(Claim claim, TransmissionOutcome outcome, String relay, _)) {
        hear(claim.facts(), outcome, relay);
      }
    }
  }

  private void hear(Claim.Facts facts, TransmissionOutcome outcome, String relay) {
    switch (outcome) {
      case TransmissionOutcome.Accepted _ -> counter(facts.group()).increment();
      case TransmissionOutcome.Deferred(RelayReply reply) -> {
        switch (SlowDown.whom(reply)) {
          case RECEIVER -> told.add(new Told(facts.group(), facts.address().domain()));
          case RELAY -> relays.hear(relay);
          case NOBODY -> {}
        }
      }
      case TransmissionOutcome.Refused _, TransmissionOutcome.Unknown _ -> {}
    }
  }

  /// This domain of the rest takes so long to answer that others would wait for it.
  void answersSlowly(String domain) {
    slow.add(domain);
  }

  /// Reads anew what is shared, when it is time; first writes what this node was told.
  void refresh(long node, int connections) {
    Duration every = told.isEmpty() && slow.isEmpty() && !relays.told() ? EVERY : EVERY_WHEN_TOLD;
    long nanos = System.nanoTime();
    if (!state.unread() && nanos - readNanos < every.toNanos()) {
      return;
    }
    Map<Integer, Double> usual = measure(nanos);
    Instant now = with.clock().instant();
    Set<Told> heard = Set.copyOf(told);
    if (!heard.isEmpty()) {
      with.database().useTransaction(handle -> cuts.write(handle, heard, usual, now));
      told.removeAll(heard);
    }
    Set<String> apart = Set.copyOf(slow);
    if (!apart.isEmpty()) {
      with.database().useTransaction(handle -> cuts.putApart(handle, apart, now));
      slow.removeAll(apart);
    }
    relays.write(with.database(), usual, now);
    with.database().jdbi().useHandle(handle -> read(handle, node, connections, now));
    readNanos = nanos;
  }

  /// How many a second were accepted of late, by group: here, times the nodes.
  private Map<Integer, Double> measure(long nanos) {
    double seconds = (nanos - countedNanos) / 1e9;
    Map<Integer, Double> usual = new HashMap<>();
    accepted.forEach((group, counter) -> {
      double count = counter.count();
      double present = (count - counted.getOrDefault(group, 0.0)) / Math.max(1, seconds);
      double most = Math.max(present, perSecond.getOrDefault(group, 0.0));
      usual.put(group, most * Math.max(1, state.nodes()));
      if (seconds >= 1) {
        perSecond.put(group, present);
        counted.put(group, count);
      }
    });
    if (seconds >= 1) {
      countedNanos = nanos;
    }
    return usual;
  }

  private void read(Handle handle, long node, int connections, Instant now) {
    ThrottleDao dao = handle.attach(ThrottleDao.class);
    List<Long> alive = dao.alive(config.lease().toMillis() / 1000.0);
    // A node that cannot see itself will soon know that it may not send.
    ThrottleState.Place place =
        new ThrottleState.Place(
            Math.max(0, alive.indexOf(node)), Math.max(1, alive.size()), connections);
    Map<Integer, Pace> paces = paces(dao);
    state =
        ThrottleState.of(
            config.throttles(),
            DomainGroups.read(handle, config.throttles(), now),
            paces,
            place,
            leftToday(dao, warmUp(), now),
            now);
    Map<String, Pace> ofRelays = RelayThrottles.paces(dao);
    relays.share(ofRelays, place, now);
    show();
    paces.forEach((group, pace) -> {
      String name = state.groups().name(group);
      watch(name, "The mail servers of " + name + " have", pace, now);
    });
    ofRelays.forEach((relay, pace) ->
        watch(ThrottleConfig.OF_RELAY + relay, "The relay " + relay + " has", pace, now));
  }

  static Map<Integer, Pace> paces(ThrottleDao dao) {
    return dao.paces().stream()
        .filter(row -> !row.isOfRelay())
        .collect(Collectors.toMap(ThrottleDao.Row::code, ThrottleDao.Row::pace));
  }

  static OptionalInt leftToday(ThrottleDao dao, WarmUp plan, Instant now) {
    OptionalInt most = plan.most(WarmUp.day(now));
    return most.isEmpty()
        ? most
        : OptionalInt.of(Math.max(0, most.getAsInt() - dao.taken(WarmUp.day(now))));
  }

  static SendingLimits limits(Handle handle, ThrottleConfig config, Instant now) {
    ThrottleDao dao = handle.attach(ThrottleDao.class);
    DomainGroups groups = DomainGroups.read(handle, config, now);
    List<SendingLimits.Slowed> slowed = new ArrayList<>();
    paces(dao)
        .forEach((group, pace) -> {
          if (!pace.over(now)) {
            slowed.add(SendingLimits.Slowed.of(groups.name(group), pace, now));
          }
        });
    RelayThrottles.paces(dao)
        .forEach((relay, pace) -> {
          if (!pace.over(now)) {
            slowed.add(SendingLimits.Slowed.of("relay " + relay, pace, now));
          }
        });
    return new SendingLimits(
        slowed, config.warmUp().most(WarmUp.day(now)), leftToday(dao, config.warmUp(), now));
  }

  /// A gauge for each group that has or had a rate; single domains are too many for labels.
  private void show() {
    for (int group : state.shares().keySet()) {
      if (!DomainGroups.isDomain(group) && shown.add(group)) {
        Tags tags = Tags.of("group", state.groups().name(group));
        with.meters()
            .gauge("paperround.delivery.throttle.rate", tags, this, t -> t.state.rate(group));
      }
    }
  }

  /// An alarm when a group or relay stays down, once; also resolved when another run had raised it.
  private void watch(String name, String who, Pace pace, Instant now) {
    Instant since = pace.lowSince();
    boolean lasting = since != null && pace.low(now) && !now.isBefore(since.plus(LOW_FOR));
    Boolean before = low.put(name, lasting);
    if (before != null && before == lasting) {
      return;
    }
    String cause = "throttled-for-long:" + name;
    if (lasting) {
      with.alarms()
          .raise(
              cause,
              who
                  + " been asking for less since "
                  + since
                  + "; readers' mail waits and may come too late. Look at their words in the"
                  + " log of the relay, and at the reputation of the sending address.");
    } else {
      with.alarms().resolve(cause);
    }
  }

  /// A receiver asked for less: the group of the claim, and the recipient's domain.
  record Told(int group, String domain) {}
}
