package org.paperround.mail;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the outbox's mails to the relay. A claimed mail is leased to this node, so that no two
/// send it at once; what a killed node had claimed is free again when the lease ends. Used by one
/// loop of the sender role.
public final class OutboxSender {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
  private static final int BATCH = 20;

  /// Longer than the last transmission of a batch can take (two writes and four answers of little
  /// over a minute each) after [#LATEST_START].
  private static final Duration LEASE = Duration.ofMinutes(7);

  private static final Duration LATEST_START = Duration.ofSeconds(45);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final Relays relays;
  private final DkimSigner signer;
  private final MeterRegistry meters;

  public OutboxSender(Outbox outbox, Relays relays, DkimSigner signer, MeterRegistry meters) {
    this.outbox = outbox;
    this.relays = relays;
    this.signer = signer;
    this.meters = meters;
  }

  /// Sends what is due, at most a batch; returns how many were settled. While no relay can be had,
  /// mails wait.
  public int sendDue() {
    if (!relays.available()) {
      return 0;
    }
    Instant now = outbox.clock().instant();
    count("expired", inTransaction(dao -> dao.expire(now)));
    long claimedAt = System.nanoTime();
    Deque<OutboxDao.Claimed> claimed =
        new ArrayDeque<>(inTransaction(dao -> dao.claim(now, LEASE, BATCH)));
    int settled = 0;
    while (!claimed.isEmpty() && inTime(claimedAt)) {
      int sent = sendOverOneSession(claimed, claimedAt);
      settled += sent;
      if (sent == 0) {
        break;
      }
    }
    claimed.forEach(mail ->
        inTransaction(dao -> {
          dao.release(mail.id());
          return 0;
        }));
    return settled;
  }

  private static boolean inTime(long claimedAt) {
    return System.nanoTime() - claimedAt < LATEST_START.toNanos();
  }

  /// Takes mails off `claimed` while the session lasts; returns how many were settled.
  private int sendOverOneSession(Deque<OutboxDao.Claimed> claimed, long claimedAt) {
    int settled = 0;
    try (RelayConnection connection = relays.connectBeside(PATIENCE)) {
      while (connection.usable() && !claimed.isEmpty() && inTime(claimedAt)) {
        OutboxDao.Claimed mail = claimed.remove();
        settle(mail, attempt(connection, mail));
        settled++;
      }
    } catch (RelayUnavailableException e) {
      LOG.debug("No relay for the outbox", e);
    }
    return settled;
  }

  /// One mail that cannot be sent must not keep the others: an unknown fault is a retry.
  private TransmissionOutcome attempt(RelayConnection connection, OutboxDao.Claimed mail) {
    try {
      return transmit(connection, mail);
    } catch (RuntimeException e) {
      LOG.error("Mail {} ({}) could not be sent; it is tried again", mail.id(), mail.kind(), e);
      return new Deferred(new RelayReply(451, "4.3.0", "a fault of the engine, see its log"));
    }
  }

  private TransmissionOutcome transmit(RelayConnection connection, OutboxDao.Claimed mail) {
    Message message = Message.split(mail.message());
    byte[] signature = signer.sign(message.header(), message.body(), outbox.clock().instant());
    byte[] signed = Message.join(signature, mail.message());
    EmailAddress to = EmailAddress.of(mail.recipient());
    return connection.send(new Envelope(outbox.envelopeFrom(mail.id()), to), signed, signed.length);
  }

  private void settle(OutboxDao.Claimed mail, TransmissionOutcome outcome) {
    switch (outcome) {
      case Accepted(RelayReply reply) -> finish(mail, "sent", reply);
      // A refusal of our set-up says nothing of the mail: it waits until that is mended.
      case Refused(RelayReply reply) when ReplyRules.verdict(reply) == ReplyVerdict.CONFIG ->
          postpone(mail, reply.words());
      case Refused(RelayReply reply) -> finish(mail, "failed", reply);
      case Deferred(RelayReply reply) -> postpone(mail, reply.words());
      case Unknown(String cause) -> postpone(mail, cause);
    }
  }

  private void finish(OutboxDao.Claimed mail, String state, RelayReply reply) {
    Instant now = outbox.clock().instant();
    inTransaction(dao -> dao.settle(mail.id(), state, reply.words(), now));
    count(state, 1);
    if (state.equals("sent")) {
      meters.timer("paperround.outbox.wait").record(Duration.between(mail.createdAt(), now));
    } else {
      LOG.warn(
          "Mail {} ({}) was refused for good, {}: {}",
          mail.id(),
          mail.kind(),
          ReplyRules.verdict(reply),
          reply.words());
    }
  }

  private void postpone(OutboxDao.Claimed mail, String reply) {
    Duration wait = RetryPlan.wait(mail.attempts() + 1, ThreadLocalRandom.current());
    Instant dueAt = outbox.clock().instant().plus(wait);
    inTransaction(dao -> dao.postpone(mail.id(), dueAt, reply));
    count("deferred", 1);
    LOG.info(
        "Mail {} ({}) waits {} s for its next attempt: {}",
        mail.id(),
        mail.kind(),
        wait.toSeconds(),
        reply);
  }

  private void count(String outcome, int mails) {
    meters.counter("paperround.outbox.mails", "outcome", outcome).increment(mails);
  }

  private <T extends @Nullable Object> T inTransaction(Function<OutboxDao, T> work) {
    return outbox.database().inTransaction(handle -> work.apply(handle.attach(OutboxDao.class)));
  }
}
