package org.paperround.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.platform.alarm.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The relays of this node, of which each connection takes one. Those that fail are left out for a
/// while and the others stand in; each has its alarm, which ends by itself. Thread-safe; the
/// connections are not.
public final class Relays {
  private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
  private static final String NONE = "relay-unavailable";
  private static final String ONE = "relay-out:";

  /// A probe of one relay must not keep the others waiting.
  private static final Duration PROBE = Duration.ofSeconds(10);

  private final List<RelayState> relays;
  private final Connector connector;
  private final Alarms alarms;
  private final RelayState.Others others = new Others();
  private List<Integer> owed;
  private boolean recalled;
  private boolean toldNone;

  public Relays(
      List<RelayConfig> configs,
      Connector connector,
      Alarms alarms,
      MeterRegistry meters,
      InstantSource clock) {
    this.relays = configs.stream().map(config -> new RelayState(config, clock)).toList();
    this.connector = connector;
    this.alarms = alarms;
    this.owed = Collections.nCopies(configs.size(), 0);
    for (RelayState relay : relays) {
      List<Tag> tags = List.of(Tag.of("relay", relay.config().name()));
      meters.gauge("paperround.relay.connections", tags, relay, RelayState::live);
      meters.gauge("paperround.relay.rate", tags, relay, RelayState::perSecond);
      meters.gauge("paperround.relay.out", tags, relay, state -> state.available() ? 0 : 1);
    }
  }

  /// How a connection is made.
  @FunctionalInterface
  public interface Connector {
    RelayConnection connect(RelayConfig relay) throws RelayUnavailableException;
  }

  /// How many connections are worth opening at once.
  public int connections() {
    return RelayChoice.connections(relays.stream().map(RelayState::config).toList());
  }

  /// False while every relay is left out, or has no share for this node: nothing needs to be
  /// prepared for them.
  public boolean available() {
    return relays.stream().anyMatch(RelayState::open);
  }

  /// What each relay may be given by all nodes together, by its name.
  public Map<String, RelayQuota> quotas() {
    return relays.stream()
        .map(RelayState::config)
        .collect(Collectors.toMap(RelayConfig::name, RelayConfig::quota));
  }

  /// This node's share of that from now on, for each relay.
  public void share(Map<String, RelayQuota> shares) {
    for (RelayState relay : relays) {
      relay.share(shares.getOrDefault(relay.config().name(), relay.config().quota()));
    }
  }

  /// How many mails may go now; no more need to be prepared.
  public int room() {
    boolean spares = relays.stream().noneMatch(relay -> relay.available() && !isSpare(relay));
    long room =
        relays.stream()
            .filter(relay -> spares || !isSpare(relay))
            .mapToLong(RelayState::room)
            .sum();
    return (int) Math.min(Integer.MAX_VALUE, room);
  }

  private static boolean isSpare(RelayState relay) {
    return relay.config().isSpare();
  }

  /// A connection to the relay whose turn it is; where that fails, to the next. One that is at its
  /// rate just now is passed over for another.
  ///
  /// @throws RelayUnavailableException when none can be had, or each has as many as it may
  public RelayLine connect() throws RelayUnavailableException {
    return connect(relay -> relay, false);
  }

  /// The same for a mail that somebody waits for: one more than a relay's number of connections,
  /// waited for no longer than `patience` at each step.
  RelayConnection connectBeside(Duration patience) throws RelayUnavailableException {
    return connect(relay -> relay.withPatience(patience), true);
  }

  private RelayLine connect(UnaryOperator<RelayConfig> adjusted, boolean beside)
      throws RelayUnavailableException {
    List<RelayState> failed = new ArrayList<>();
    RelayUnavailableException last =
        new RelayUnavailableException("No relay takes one more connection just now");
    while (true) {
      Optional<RelayState> turn = turn(failed, beside);
      if (turn.isEmpty()) {
        throw last;
      }
      RelayState relay = turn.get();
      try {
        return open(relay, adjusted.apply(relay.config()), beside);
      } catch (RelayUnavailableException e) {
        failed.add(relay);
        last = e;
      }
    }
  }

  /// Counts for the relay when it fails.
  private RelayLine open(RelayState relay, RelayConfig config, boolean beside)
      throws RelayUnavailableException {
    try {
      return relay.opened(connector.connect(config), beside, others);
    } catch (RelayUnavailableException e) {
      relay.missed(String.valueOf(e.getMessage()), beside);
      throw e;
    } catch (RuntimeException | Error e) {
      relay.missed(e.toString(), beside);
      throw e;
    }
  }

  private synchronized Optional<RelayState> turn(List<RelayState> failed, boolean beside) {
    Optional<RelayChoice.Turn> turn =
        next(failed, beside, true).or(() -> next(failed, beside, false));
    if (turn.isEmpty()) {
      return Optional.empty();
    }
    owed = turn.get().owed();
    RelayState relay = relays.get(turn.get().relay());
    relay.reserve(beside);
    return Optional.of(relay);
  }

  private synchronized Optional<RelayChoice.Turn> next(
      List<RelayState> without, boolean beside, boolean now) {
    List<RelayChoice.Place> places =
        relays.stream()
            .map(relay -> without.contains(relay) ? relay.taken() : relay.place(beside, now))
            .toList();
    return RelayChoice.next(places, owed);
  }

  /// The relays, as one of them sees the others.
  private final class Others implements RelayState.Others {
    /// On a connection of its own, for such mails are few. It is refused only when none can take
    /// it; while one that might cannot be had, it waits.
    @Override
    public RelayState.Answer instead(RelayState from, RelayState.Elsewhere mail, Refused refused) {
      boolean askedAll = true;
      for (RelayState relay : relays) {
        if (relay == from) {
          continue;
        }
        Optional<RelayLine> opened = another(relay);
        askedAll &= opened.isPresent();
        if (opened.isPresent()) {
          try (RelayConnection connection = opened.get()) {
            if (mail.fits(connection)) {
              return new RelayState.Answer(mail.send(connection), relay.config().name());
            }
          }
        }
      }
      return new RelayState.Answer(
          askedAll
              ? refused
              : new Deferred(
                  new RelayReply(451, "4.3.0", "no relay that takes such a mail is there now")),
          from.config().name());
    }

    private Optional<RelayLine> another(RelayState relay) {
      if (!relay.available()) {
        return Optional.empty();
      }
      try {
        return Optional.of(open(relay, relay.config(), true));
      } catch (RelayUnavailableException | RuntimeException e) {
        LOG.warn(
            "The relay {} cannot be had for a mail that another one cannot take",
            relay.config().name(),
            e);
        return Optional.empty();
      }
    }

    /// The last connection to a relay stays, for it still takes what its rate allows, unless all
    /// the others have none.
    @Override
    public boolean wouldTake(RelayState from) {
      return next(List.of(from), false, true).isPresent()
          && (from.live() > 1
              || relays.stream().allMatch(relay -> relay == from || relay.live() == 0));
    }
  }

  /// Tries those again whose time has come, and tells the operator what has changed. For one
  /// thread, every second or so; beside the sending, for it may wait.
  public void tick() {
    recall();
    tell();
    for (RelayState relay : relays) {
      if (relay.takeProbe(System.nanoTime())) {
        probe(relay);
      }
    }
    tell();
  }

  private void probe(RelayState relay) {
    try (RelayConnection _ = connector.connect(relay.config().withPatience(PROBE))) {
      relay.reached();
    } catch (RelayUnavailableException | RuntimeException | Error e) {
      // Also of an error: a probe without an end would leave the relay out for good.
      relay.failed(true, String.valueOf(e.getMessage()));
    }
  }

  /// An alarm from an earlier run ends when its relay answers, or is no longer there.
  private void recall() {
    if (recalled) {
      return;
    }
    for (Alarms.OpenAlarm alarm : alarms.open()) {
      List<RelayState> about =
          relays.stream().filter(relay -> cause(relay).equals(alarm.cause())).toList();
      about.forEach(RelayState::suspect);
      toldNone |= relays.size() > 1 && alarm.cause().equals(NONE);
      if (about.isEmpty() && alarm.cause().startsWith(ONE)) {
        alarms.resolve(alarm.cause());
      }
    }
    recalled = true;
  }

  private void tell() {
    for (RelayState relay : relays) {
      RelayState.News news = relay.news();
      switch (news) {
        case RelayState.News.Nothing() -> {}
        case RelayState.News.Back() -> alarms.resolve(cause(relay));
        case RelayState.News.Out(_, String reason) ->
            alarms.raise(cause(relay), text(relay, reason));
      }
      relay.told(news);
    }
    if (relays.size() > 1) {
      tellOfAll();
    }
  }

  private void tellOfAll() {
    if (!toldNone && relays.stream().noneMatch(RelayState::available)) {
      alarms.raise(NONE, "No relay can be had; mails wait for one. Each has its own alarm.");
      toldNone = true;
    } else if (toldNone && relays.stream().anyMatch(RelayState::sound)) {
      alarms.resolve(NONE);
      toldNone = false;
    }
  }

  private String text(RelayState relay, String reason) {
    return relays.size() == 1
        ? "The relay cannot be had, or takes nothing; mails wait for it. " + reason
        : "The relay "
            + relay.config().name()
            + " is left out until it answers and takes mails; the others take its share. "
            + reason;
  }

  /// A relay that is the only one has no alarm of its own.
  private String cause(RelayState relay) {
    return relays.size() == 1 ? NONE : ONE + relay.config().name();
  }

  /// Each relay with its open alarm, for an operator who asks; whichever node raised it.
  public List<Standing> standings() {
    List<Alarms.OpenAlarm> open = alarms.open();
    return relays.stream()
        .map(relay ->
            new Standing(
                relay.config(),
                open.stream().filter(alarm -> alarm.cause().equals(cause(relay))).findFirst()))
        .toList();
  }

  /// A relay, and the alarm about it while it is left out.
  public record Standing(RelayConfig relay, Optional<Alarms.OpenAlarm> out) {}
}
