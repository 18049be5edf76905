package org.paperround.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.paperround.platform.alarm.Alarms;

/// The relays of this node, of which each connection takes one. Those that fail are left out for a
/// while and the others stand in; each has its alarm, which ends by itself. Thread-safe; the
/// connections are not.
public final class Relays {
  private static final String NONE = "relay-unavailable";
  private static final String ONE = "relay-out:";

  /// A probe of one relay must not keep the others waiting.
  private static final Duration PROBE = Duration.ofSeconds(10);

  private final List<RelayState> relays;
  private final Connector connector;
  private final Alarms alarms;
  private List<Integer> owed;
  private boolean recalled;
  private boolean toldNone;

  public Relays(
      List<RelayConfig> configs, Connector connector, Alarms alarms, MeterRegistry meters) {
    this.relays = configs.stream().map(RelayState::new).toList();
    this.connector = connector;
    this.alarms = alarms;
    this.owed = Collections.nCopies(configs.size(), 0);
    for (RelayState relay : relays) {
      List<Tag> tags = List.of(Tag.of("relay", relay.config().name()));
      meters.gauge("paperround.relay.connections", tags, relay, RelayState::live);
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

  /// False while every relay is left out: nothing needs to be prepared for them.
  public boolean available() {
    return relays.stream().anyMatch(RelayState::available);
  }

  /// A connection to the relay whose turn it is; where that fails, to the next.
  ///
  /// @throws RelayUnavailableException when none can be had, or each has as many as it may
  public RelayConnection connect() throws RelayUnavailableException {
    return connect(relay -> relay, false);
  }

  /// The same for a mail that somebody waits for: one more than a relay's number of connections,
  /// waited for no longer than `patience` at each step.
  RelayConnection connectBeside(Duration patience) throws RelayUnavailableException {
    return connect(relay -> relay.withPatience(patience), true);
  }

  private RelayConnection connect(UnaryOperator<RelayConfig> adjusted, boolean beside)
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
        return relay.opened(connector.connect(adjusted.apply(relay.config())), beside);
      } catch (RelayUnavailableException e) {
        relay.missed(String.valueOf(e.getMessage()), beside);
        failed.add(relay);
        last = e;
      } catch (RuntimeException | Error e) {
        relay.missed(e.toString(), beside);
        throw e;
      }
    }
  }

  private synchronized Optional<RelayState> turn(List<RelayState> failed, boolean beside) {
    List<RelayChoice.Place> places =
        relays.stream()
            .map(relay -> failed.contains(relay) ? relay.taken() : relay.place(beside))
            .toList();
    Optional<RelayChoice.Turn> turn = RelayChoice.next(places, owed);
    if (turn.isEmpty()) {
      return Optional.empty();
    }
    owed = turn.get().owed();
    RelayState relay = relays.get(turn.get().relay());
    relay.reserve(beside);
    return Optional.of(relay);
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
    if (!toldNone && !available()) {
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
