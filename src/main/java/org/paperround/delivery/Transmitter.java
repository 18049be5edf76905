package org.paperround.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.MailBuffer;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayLine;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.Relays;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.subscriber.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to a relay and the thread that uses it: takes a claim, makes sure that it still
/// holds, composes the mail, hands it over, and passes the outcome on. For one thread.
final class Transmitter {
  private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /// No transmission starts longer after its reader was last checked (docs/adr/0006).
  private static final Duration CHECK_LASTS = Duration.ofSeconds(2);

  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration AT_ITS_RATE = Duration.ofMillis(20);

  private final Collaborators with;
  private final Line line;
  private final MailBuffer message = new MailBuffer();
  private @Nullable RelayLine connection;
  private Carried carried = new Carried();
  private long usedNanos;
  private long restUntilNanos = System.nanoTime();

  Transmitter(Collaborators with, Line line) {
    this.with = with;
    this.line = line;
  }

  /// One claim; false when there is nothing to do for a moment.
  boolean step() throws InterruptedException {
    if (System.nanoTime() - restUntilNanos < 0 || !line.settler().caughtUp(POLL)) {
      return false;
    }
    Claim claim = line.queue().poll(POLL);
    if (claim == null) {
      hangUpWhenIdle();
      return false;
    }
    try {
      handle(claim);
    } catch (RuntimeException e) {
      // Nothing was handed over: what can fail beyond that point is caught there.
      line.settler().add(new Settlement.Released(claim, with.clock().instant()));
      throw e;
    }
    return true;
  }

  private void handle(Claim claim) {
    Optional<RelayLine> relay = connection(claim);
    if (relay.isEmpty()) {
      return;
    }
    Optional<LedgerReason> withdrawn = claim.withdrawn();
    if (withdrawn.isPresent()) {
      line.settler().add(new Settlement.Withdrawn(claim, withdrawn.get(), with.clock().instant()));
    } else if (!holds(claim)) {
      line.settler().add(new Settlement.Released(claim, with.clock().instant()));
    } else if (!relay.get().take()) {
      giveBack(claim, relay.get());
    } else {
      TransmissionOutcome outcome = transmit(claim, relay.get());
      line.settler()
          .add(
              new Settlement.Transmitted(
                  claim, outcome, relay.get().relay(), with.clock().instant()));
    }
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

  private TransmissionOutcome transmit(Claim claim, RelayLine relay) {
    Envelope envelope;
    try {
      envelope = with.digests().assemble(claim.facts().plan(), request(claim.facts()), message);
    } catch (RuntimeException e) {
      LOG.error("Composing a digest of edition {} failed", claim.facts().edition().id(), e);
      with.alarms()
          .raise(
              "composing-failing:" + claim.facts().edition().id(),
              "Composing some digests of edition " + claim.facts().edition().id() + " fails: " + e);
      return new TransmissionOutcome.Deferred(
          new RelayReply(451, null, "not handed over: composing failed"));
    }
    try {
      TransmissionOutcome outcome = relay.send(envelope, message.octets(), message.size());
      usedNanos = System.nanoTime();
      if (carried.full(claim.facts().group(), line.throttles().state()) || !relay.usable()) {
        hangUp();
      }
      return outcome;
    } catch (RuntimeException e) {
      LOG.error("The relay connection failed in a way that is a fault of ours", e);
      hangUp();
      return new TransmissionOutcome.Unknown("a fault while sending: " + e.getClass().getName());
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

  /// The connection, opened when there is none. When no relay can be had the claim is passed on, to
  /// another connection or back to the ledger.
  private Optional<RelayLine> connection(Claim claim) {
    RelayLine present = connection;
    if (present != null && present.usable()) {
      return Optional.of(present);
    }
    hangUp();
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

  void hangUp() {
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
