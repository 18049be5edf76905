package org.paperround.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.MailBuffer;
import org.paperround.edition.EditionId;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayLine;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.Relays;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to a relay and the thread that uses it: takes a claim, makes sure that it still
/// holds, composes the mail, hands it over, and passes the outcome on. While the relay answers
/// swiftly and there is enough to do, the next mail is made before this one is sent, so that its
/// envelope leaves with this one's end. For one thread.
final class Transmitter {
  private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /// No transmission starts longer after its reader was last checked (docs/adr/0006).
  private static final Duration CHECK_LASTS = Duration.ofSeconds(2);

  /// A relay that takes longer keeps no second mail waiting for its answer.
  private static final Duration SWIFT = Duration.ofMillis(200);

  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration AT_ITS_RATE = Duration.ofMillis(20);

  private final Collaborators with;
  private final Line line;
  private final int connections;
  private final MailBuffer message = new MailBuffer();
  private @Nullable RelayLine connection;
  private Carried carried = new Carried();
  private @Nullable Claim ahead;
  private long usedNanos;
  private boolean swift;
  private long restUntilNanos = System.nanoTime();

  /// One of so many `connections`.
  Transmitter(Collaborators with, Line line, int connections) {
    this.with = with;
    this.line = line;
    this.connections = connections;
  }

  /// One claim; false when there is nothing to do for a moment.
  boolean step() throws InterruptedException {
    if (System.nanoTime() - restUntilNanos < 0 || !line.settler().caughtUp(POLL)) {
      return false;
    }
    Claim prepared = takeAhead();
    Claim claim = prepared == null ? line.queue().poll(POLL) : prepared;
    if (claim == null) {
      hangUpWhenIdle();
      return false;
    }
    try {
      handle(claim, prepared != null);
    } catch (RuntimeException | Error e) {
      // Nothing was handed over: what can fail beyond that point is caught there.
      line.settler().add(new Settlement.Released(claim, with.clock().instant()));
      letGo();
      throw e;
    }
    return true;
  }

  /// `prepared`: the connection has the mail already, if it is still there.
  private void handle(Claim claim, boolean prepared) {
    RelayLine present = present();
    Optional<RelayLine> relay = present == null ? open(claim) : Optional.of(present);
    if (relay.isEmpty()) {
      return;
    }
    boolean ready = prepared && present != null;
    Settlement refused = refused(claim);
    if (refused != null) {
      if (ready) {
        hangUp();
      }
      line.settler().add(refused);
    } else if (!ready && !relay.get().take()) {
      giveBack(claim, relay.get());
    } else if (ready || prepare(claim, relay.get())) {
      TransmissionOutcome outcome = transmit(claim, relay.get());
      line.settler()
          .add(
              new Settlement.Transmitted(
                  claim, outcome, relay.get().relay(), with.clock().instant()));
    } else {
      line.settler().add(new Settlement.Uncomposed(claim, with.clock().instant()));
    }
  }

  /// What becomes of a claim that may not be sent any more; null when it may.
  private @Nullable Settlement refused(Claim claim) {
    Optional<LedgerReason> withdrawn = claim.withdrawn();
    if (withdrawn.isPresent()) {
      return new Settlement.Withdrawn(claim, withdrawn.get(), with.clock().instant());
    }
    return holds(claim) ? null : new Settlement.Released(claim, with.clock().instant());
  }

  /// This relay is at its rate: another connection may send the claim, or this one by and by.
  private void giveBack(Claim claim, RelayLine relay) {
    if (relay.spared()) {
      hangUp();
    }
    restUntilNanos = System.nanoTime() + AT_ITS_RATE.toNanos();
    line.queue().giveBack(claim);
  }

  /// True when the claim is still ours, its edition as it was claimed, and its reader checked
  /// recently. Else the row goes back and is claimed anew.
  private boolean holds(Claim claim) {
    Claim.Facts facts = claim.facts();
    return line.marks().unchanged(facts)
        && System.nanoTime() - claim.checkedNanos() < CHECK_LASTS.toNanos()
        && line.lease().covers(facts.node())
        && !line.settler().behind();
  }

  static String cause(EditionId edition) {
    return "composing-failing:" + edition;
  }

  /// Composes the mail and gives it to the connection; false when that fails.
  private boolean prepare(Claim claim, RelayLine relay) {
    Envelope envelope;
    try {
      envelope = with.digests().assemble(claim.facts().plan(), request(claim.facts()), message);
    } catch (RuntimeException | Error e) {
      LOG.error("Composing a digest of edition {} failed", claim.facts().edition().id(), e);
      with.alarms()
          .raise(
              cause(claim.facts().edition().id()),
              "Composing some digests of edition " + claim.facts().edition().id() + " fails: " + e);
      return false;
    }
    relay.prepare(envelope, message.octets(), message.size());
    return true;
  }

  private TransmissionOutcome transmit(Claim claim, RelayLine relay) {
    boolean last = carried.full(claim.facts().group(), line.throttles().state());
    if (!last && swift && relay.pipelines()) {
      lookAhead(relay);
    }
    long started = System.nanoTime();
    try {
      TransmissionOutcome outcome = relay.send();
      usedNanos = System.nanoTime();
      swift = usedNanos - started < SWIFT.toNanos();
      if (last || !relay.usable()) {
        hangUp();
      }
      return outcome;
    } catch (RuntimeException | Error e) {
      LOG.error("The relay connection failed in a way that is a fault of ours", e);
      hangUp();
      return new TransmissionOutcome.Unknown("a fault while sending: " + e.getClass().getName());
    }
  }

  /// Takes another claim and prepares its mail. One that may not be sent, or nobody knows, goes
  /// back: at its turn it is found out why.
  private void lookAhead(RelayLine relay) {
    Claim next = line.queue().another(connections);
    if (next == null) {
      return;
    }
    if (maySend(next) && relay.take() && prepare(next, relay)) {
      ahead = next;
    } else if (line.queue().begin(next)) {
      line.queue().giveBack(next);
    }
  }

  private boolean maySend(Claim claim) {
    try {
      return refused(claim) == null;
    } catch (RuntimeException e) {
      LOG.debug("Nobody knows whether a claim still holds", e);
      return false;
    }
  }

  static DigestRequest request(Claim.Facts facts) {
    Recipient recipient = facts.recipient();
    return new DigestRequest(
        facts.edition(),
        recipient.subscriber(),
        facts.address(),
        recipient.name(),
        recipient.zone(),
        recipient.trackingConsent(),
        recipient.textOnly(),
        facts.cards(),
        facts.subject(),
        facts.claimedAt());
  }

  /// The connection, if it is still of use.
  private @Nullable RelayLine present() {
    RelayLine present = connection;
    if (present != null && present.usable()) {
      return present;
    }
    hangUp();
    return null;
  }

  /// A new connection. When no relay can be had the claim is passed on, to another connection or
  /// back to the ledger.
  private Optional<RelayLine> open(Claim claim) {
    try {
      RelayLine opened = line.relays().connect();
      connection = opened;
      carried = new Carried();
      usedNanos = System.nanoTime();
      return Optional.of(opened);
    } catch (RelayUnavailableException e) {
      LOG.debug("This connection rests", e);
      if (line.relays().available()) {
        restUntilNanos = System.nanoTime() + REST.toNanos();
        line.queue().giveBack(claim);
      } else {
        line.settler().add(new Settlement.Released(claim, with.clock().instant()));
      }
      return Optional.empty();
    }
  }

  private void hangUpWhenIdle() {
    if (System.nanoTime() - usedNanos > IDLE.toNanos()) {
      hangUp();
    }
  }

  /// The claim whose mail is prepared, if it still is ours.
  private @Nullable Claim takeAhead() {
    Claim next = ahead;
    ahead = null;
    if (next != null && !line.queue().begin(next)) {
      hangUp();
      return null;
    }
    return next;
  }

  /// Gives back the claim whose mail is prepared, and hangs up.
  void letGo() {
    Claim next = takeAhead();
    if (next != null) {
      line.settler().add(new Settlement.Released(next, with.clock().instant()));
    }
    hangUp();
  }

  private void hangUp() {
    RelayLine present = connection;
    if (present != null) {
      connection = null;
      present.close();
    }
  }

  /// What the connections of one node share.
  record Line(
      ClaimQueue queue,
      Settler settler,
      EditionMarks marks,
      NodeLease lease,
      Relays relays,
      Throttles throttles) {}
}
