package org.paperround.mail;

import java.util.concurrent.ThreadLocalRandom;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of the [Relays]: how many connections it has, and how it does. Thread-safe. A mail that goes
/// as it should takes no lock.
final class RelayState {
  private static final Logger LOG = LoggerFactory.getLogger(RelayState.class);
  private static final int RECALLED = -1;

  private final RelayConfig config;
  private volatile Circuit circuit = Circuit.SOUND;
  private int reserved;
  private int live;
  private String reason = "";

  /// The trip that the operator was told of; 0 when all is well.
  private int told;

  RelayState(RelayConfig config) {
    this.config = config;
  }

  RelayConfig config() {
    return config;
  }

  boolean available() {
    return circuit.available();
  }

  boolean sound() {
    return circuit.equals(Circuit.SOUND);
  }

  synchronized int live() {
    return live;
  }

  /// `beside`: not counted among its connections.
  synchronized RelayChoice.Place place(boolean beside) {
    boolean free = beside || reserved < config.limits().connections();
    return new RelayChoice.Place(config.weight(), circuit.available(), free);
  }

  /// Its place when its turn has failed already.
  RelayChoice.Place taken() {
    return new RelayChoice.Place(config.weight(), circuit.available(), false);
  }

  synchronized void reserve(boolean beside) {
    reserved += beside ? 0 : 1;
  }

  private void release(boolean beside) {
    reserved -= beside ? 0 : 1;
  }

  synchronized RelayConnection opened(RelayConnection connection, boolean beside) {
    live++;
    return new Session(connection, beside);
  }

  synchronized void missed(String why, boolean beside) {
    release(beside);
    failed(live == 0, why);
  }

  private synchronized void ended(boolean beside) {
    release(beside);
    live--;
  }

  synchronized boolean takeProbe(long nowNanos) {
    boolean due = circuit.due(nowNanos);
    if (due) {
      circuit = circuit.probed();
    }
    return due;
  }

  synchronized void reached() {
    circuit = circuit.reached(System.nanoTime());
    LOG.info("The relay {} answers again", config.name());
  }

  synchronized void failed(boolean alone, String why) {
    boolean was = circuit.available();
    int trips = circuit.trips();
    long now = System.nanoTime();
    circuit = circuit.failed(alone, now, ThreadLocalRandom.current().nextDouble());
    if (circuit.trips() != trips) {
      reason = why;
      LOG.warn(
          "The relay {} is left out{} for {} ms: {}",
          config.name(),
          was ? "" : " again",
          (circuit.untilNanos() - now) / 1_000_000,
          why);
    }
  }

  private synchronized void worked() {
    circuit = circuit.worked();
  }

  /// An alarm is open from an earlier run: it is probed first of all.
  synchronized void suspect() {
    circuit = Circuit.suspected(System.nanoTime());
    told = RECALLED;
  }

  /// What the operator does not yet know.
  synchronized News news() {
    circuit = circuit.settled(System.nanoTime());
    int trips = circuit.trips();
    if (sound()) {
      return told == 0 ? new News.Nothing() : new News.Back();
    }
    return circuit.available() || trips == 0 || trips == told
        ? new News.Nothing()
        : new News.Out(trips, reason);
  }

  synchronized void told(News news) {
    told =
        switch (news) {
          case News.Nothing() -> told;
          case News.Back() -> 0;
          case News.Out(int trips, _) -> trips;
        };
  }

  /// What an operator wants to hear of a relay.
  sealed interface News {
    record Nothing() implements News {}

    record Out(int trips, String reason) implements News {}

    record Back() implements News {}
  }

  /// A connection whose outcomes count for its relay. For one thread.
  private final class Session implements RelayConnection {
    private final RelayConnection connection;
    private final boolean beside;
    private boolean closed;
    private boolean over;

    Session(RelayConnection connection, boolean beside) {
      this.connection = connection;
      this.beside = beside;
    }

    @Override
    public void prepare(Envelope envelope, byte[] message, int length) {
      connection.prepare(envelope, message, length);
    }

    @Override
    public boolean pipelines() {
      return connection.pipelines();
    }

    @Override
    public TransmissionOutcome send() {
      TransmissionOutcome outcome = connection.send();
      switch (outcome) {
        case Accepted _ -> answered();
        case Refused(RelayReply reply) -> heard(reply);
        case Deferred(RelayReply reply) -> {
          if (reply.code() == 421) {
            failed(false, "It ended a session: 421 " + reply.text());
          } else {
            heard(reply);
          }
        }
        case Unknown(String cause) -> failed(false, "A session broke: " + cause);
      }
      return outcome;
    }

    /// The connection of a relay that is left out by then is of no use any more, sound as it is.
    private void heard(RelayReply reply) {
      if (!RelayFaults.isOne(reply)) {
        answered();
        return;
      }
      String enhanced = reply.enhanced() == null ? "" : reply.enhanced() + " ";
      failed(false, "It takes no mail: " + reply.code() + " " + enhanced + reply.text());
      over = !available();
    }

    private void answered() {
      if (!sound()) {
        worked();
      }
    }

    @Override
    public boolean usable() {
      return !over && connection.usable();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        connection.close();
        ended(beside);
      }
    }
  }
}
