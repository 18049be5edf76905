package org.paperround.mail;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
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
  private final RelayGate gate;
  private volatile Circuit circuit = Circuit.SOUND;
  private int reserved;
  private int live;
  private int leaving;

  /// More connections than its share allows by now.
  private volatile boolean crowded;

  private String reason = "";

  /// The trip that the operator was told of; 0 when all is well.
  private int told;

  RelayState(RelayConfig config, InstantSource clock) {
    this.config = config;
    this.gate = new RelayGate(config.quota(), clock);
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

  /// Whether this node may have a connection to it at all.
  boolean open() {
    return available() && gate.quota().atOnce() > 0;
  }

  /// How many mails this node may give it now.
  int room() {
    return open() ? gate.mails() : 0;
  }

  double perSecond() {
    RelayQuota quota = gate.quota();
    return quota.hasRate() ? quota.perSecond() : Double.NaN;
  }

  synchronized void share(RelayQuota share) {
    gate.share(share);
    crowded = reserved - leaving > most();
  }

  private int most() {
    return Math.min(config.limits().connections(), gate.quota().atOnce());
  }

  private synchronized boolean leaves() {
    boolean leaves = reserved - leaving > most();
    leaving += leaves ? 1 : 0;
    crowded = reserved - leaving > most();
    return leaves;
  }

  synchronized int live() {
    return live;
  }

  /// `beside`: not counted among its connections; `now`: free only when a mail may go at once.
  synchronized RelayChoice.Place place(boolean beside, boolean now) {
    boolean free = (beside || reserved < most()) && !(now && gate.mails() == 0);
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

  synchronized RelayLine opened(RelayConnection connection, boolean beside, Others others) {
    live++;
    return new Session(connection, beside, others);
  }

  synchronized void missed(String why, boolean beside) {
    release(beside);
    failed(live == 0, why);
  }

  private synchronized void ended(boolean beside, boolean left) {
    release(beside);
    leaving -= left ? 1 : 0;
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

  /// The other relays, for one of them.
  interface Others {
    /// Hands a mail that `from` cannot take to one that can.
    Answer instead(RelayState from, Elsewhere mail, Refused refused);

    boolean wouldTake(RelayState from);
  }

  /// A copy of a mail that one relay can never take.
  static final class Elsewhere {
    private final Envelope envelope;
    private final byte[] message;

    Elsewhere(Envelope envelope, byte[] message, int length) {
      this.envelope = envelope;
      this.message = Arrays.copyOf(message, length);
    }

    boolean fits(RelayConnection connection) {
      return !connection.cannotTake(envelope, message.length);
    }

    TransmissionOutcome send(RelayConnection connection) {
      return connection.send(envelope, message, message.length);
    }
  }

  /// An outcome, and the relay it is from.
  record Answer(TransmissionOutcome outcome, String relay) {}

  /// What an operator wants to hear of a relay.
  sealed interface News {
    record Nothing() implements News {}

    record Out(int trips, String reason) implements News {}

    record Back() implements News {}
  }

  /// A connection whose outcomes count for its relay. For one thread.
  private final class Session implements RelayLine {
    private final RelayConnection connection;
    private final boolean beside;
    private final Others others;

    /// For each mail that was taken: itself, when this relay can never take it.
    private final Deque<Optional<Elsewhere>> taken = new ArrayDeque<>();

    private String spoke = config.name();
    private boolean left;
    private boolean closed;
    private boolean over;

    Session(RelayConnection connection, boolean beside, Others others) {
      this.connection = connection;
      this.beside = beside;
      this.others = others;
    }

    @Override
    public String relay() {
      return spoke;
    }

    @Override
    public boolean take() {
      return gate.take();
    }

    @Override
    public boolean spared() {
      return others.wouldTake(RelayState.this);
    }

    @Override
    public void prepare(Envelope envelope, byte[] message, int length) {
      connection.prepare(envelope, message, length);
      taken.add(
          connection.cannotTake(envelope, length)
              ? Optional.of(new Elsewhere(envelope, message, length))
              : Optional.empty());
    }

    @Override
    public boolean pipelines() {
      return connection.pipelines();
    }

    @Override
    public TransmissionOutcome send() {
      TransmissionOutcome outcome = connection.send();
      Optional<Elsewhere> elsewhere = taken.remove();
      spoke = config.name();
      if (outcome instanceof Refused refused && elsewhere.isPresent()) {
        Answer answer = others.instead(RelayState.this, elsewhere.get(), refused);
        spoke = answer.relay();
        return answer.outcome();
      }
      if (beside) {
        gate.spend();
      }
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
      failed(false, "It takes no mail: " + reply.words());
      over = !available();
    }

    private void answered() {
      if (!sound()) {
        worked();
      }
    }

    @Override
    public boolean cannotTake(Envelope envelope, int length) {
      return connection.cannotTake(envelope, length);
    }

    @Override
    public boolean usable() {
      if (crowded && !beside && !left) {
        left = leaves();
      }
      return !over && !left && connection.usable();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        connection.close();
        ended(beside, left);
      }
    }
  }
}
