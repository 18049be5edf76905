package org.paperround.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.paperround.mail.Relay;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.platform.alarm.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the relay can be had. While it cannot, nothing is claimed: deliveries wait in the
/// ledger, the operator is told once, and one attempt to connect is made now and then, ever more
/// rarely. Thread-safe.
final class RelayGate {
  private static final Logger LOG = LoggerFactory.getLogger(RelayGate.class);
  private static final String CAUSE = "relay-unavailable";
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Relay relay;
  private final Alarms alarms;
  private final AtomicInteger alive = new AtomicInteger();
  private State state = State.UNTRIED;
  private Duration wait = FIRST;
  private long retryNanos;

  RelayGate(Relay relay, Alarms alarms) {
    this.relay = relay;
    this.alarms = alarms;
  }

  /// Opens a connection; [#ended] must be called when it is closed.
  ///
  /// @throws RelayUnavailableException when none can be had; the gate is then shut, unless other
  ///   connections are in use (a relay may just limit their number)
  RelayConnection connect() throws RelayUnavailableException {
    try {
      RelayConnection connection = relay.connect();
      alive.incrementAndGet();
      opened();
      return connection;
    } catch (RelayUnavailableException e) {
      if (alive.get() == 0) {
        shut(e);
      }
      throw e;
    }
  }

  void ended() {
    alive.decrementAndGet();
  }

  /// True when claiming makes sense. Once the wait is over it tries to connect, on the caller's
  /// thread.
  boolean open() {
    synchronized (this) {
      if (state != State.SHUT) {
        return true;
      }
      if (System.nanoTime() - retryNanos < 0) {
        return false;
      }
    }
    try (RelayConnection probe = relay.connect()) {
      if (probe.usable()) {
        opened();
      }
      return true;
    } catch (RelayUnavailableException e) {
      shut(e);
      return false;
    }
  }

  synchronized boolean shut() {
    return state == State.SHUT;
  }

  private void opened() {
    synchronized (this) {
      if (state == State.OPEN) {
        return;
      }
      state = State.OPEN;
      wait = FIRST;
    }
    // Also on the first connection: an alarm may be left from an earlier run.
    alarms.resolve(CAUSE);
  }

  private void shut(RelayUnavailableException reason) {
    boolean first;
    Duration pause;
    synchronized (this) {
      first = state != State.SHUT;
      long now = System.nanoTime();
      if (!first && now - retryNanos < 0) {
        return;
      }
      state = State.SHUT;
      pause = wait;
      double jitter = 0.75 + 0.25 * ThreadLocalRandom.current().nextDouble();
      retryNanos = now + Math.round(pause.toNanos() * jitter);
      wait = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }
    LOG.warn("No relay; next try in {} s: {}", pause.toSeconds(), reason.getMessage());
    if (first) {
      alarms.raise(
          CAUSE, "The relay cannot be reached; deliveries wait for it. " + reason.getMessage());
    }
  }

  private enum State {
    UNTRIED,
    OPEN,
    SHUT
  }
}
