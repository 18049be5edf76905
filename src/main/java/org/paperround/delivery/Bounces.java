package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.SuppressionRules.Fate;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.mail.RelayReply;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What mail that does not arrive means for the reader's address ([SuppressionRules]): refused in
/// the session, or returned after a relay had accepted it. Thread-safe.
public final class Bounces {
  private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

  /// So far back a row of failures is looked for.
  private static final int DAYS = 120;

  private static final int MOST = 200;

  private final Collaborators with;
  private final RelayComplaints complaints;

  public Bounces(Collaborators with) {
    this.with = with;
    this.complaints = new RelayComplaints(with.alarms(), with.clock());
  }

  /// A mail that a relay had accepted came back, for good; `reply` are the receiver's words, `by`
  /// its name if it is known. An attribute of the delivery, which stays sent, and once for each: a
  /// report that is read again changes nothing. Where the ledger does not hold the delivery any
  /// more, the address is judged all the same. A refusal for policy is an alarm.
  public BounceOutcome returned(DeliveryKey delivery, RelayReply reply, @Nullable String by) {
    return returned(delivery, reply, by, BounceClass.of(reply));
  }

  /// As [#returned(DeliveryKey, RelayReply, String)], but the words are about another address, to
  /// which the reader's mailbox passes its mail on: they may still get it, so that what would be
  /// for good is only one failure.
  public BounceOutcome passedOn(DeliveryKey delivery, RelayReply reply, @Nullable String by) {
    BounceClass kind = BounceClass.of(reply);
    return returned(delivery, reply, by, kind.isForGood() ? BounceClass.SOFT : kind);
  }

  /// When it was sent; the beginning of the edition's day where the ledger does not say it any
  /// more.
  public Instant sentAt(DeliveryKey delivery) {
    return sent(
        with.database()
            .jdbi()
            .withExtension(
                BouncesDao.class,
                dao ->
                    dao.claimedAt(
                        delivery.subscriber().value(),
                        delivery.date(),
                        delivery.edition().value())),
        delivery);
  }

  private BounceOutcome returned(
      DeliveryKey delivery, RelayReply reply, @Nullable String by, BounceClass kind) {
    String evidence = evidence(delivery, reply) + (by == null ? "" : " (" + by + ")");
    BounceOutcome outcome =
        with.database()
            .inTransaction(handle -> write(handle, delivery, kind, "returned, " + evidence));
    if (!outcome.known()) {
      // The receiver's words may name the reader; they are kept with the reader alone.
      LOG.info(
          "A mail of edition {} to reader {} came back, {}{}: {} {}",
          delivery.edition(),
          delivery.subscriber(),
          kind.word(),
          outcome.suppressed() ? ", who is suppressed for it" : "",
          reply.code(),
          reply.enhanced());
      complaints.hear(kind, reply);
    }
    return outcome;
  }

  private BounceOutcome write(
      Handle handle, DeliveryKey delivery, BounceClass kind, String evidence) {
    Instant now = with.clock().instant();
    // The reader before the row, as everywhere: an erasure does the same.
    with.subscribers().hold(handle, List.of(delivery.subscriber()));
    BouncesDao dao = handle.attach(BouncesDao.class);
    long reader = delivery.subscriber().value();
    long edition = delivery.edition().value();
    Optional<BouncesDao.Row> row = dao.lock(reader, delivery.date(), edition);
    if (row.isPresent() && row.get().bouncedAt() != null) {
      return new BounceOutcome(kind, true, false);
    }
    if (dao.mark(reader, delivery.date(), edition, kind.code(), now) > 0) {
      Pulse pulse =
          new Pulse(
              0,
              kind.isForGood() ? 1 : 0,
              kind == BounceClass.BLOCK ? 1 : 0,
              kind == BounceClass.CONFIG ? 1 : 0);
      Instant settledAt = sent(row.map(BouncesDao.Row::settledAt), delivery);
      handle.attach(BrakeDao.class).countReturned(edition, pulse, settledAt);
    }
    Instant sentAt = sent(row.map(BouncesDao.Row::claimedAt), delivery);
    return new BounceOutcome(
        kind, false, suppress(handle, new Failure(delivery, kind, sentAt, evidence), now));
  }

  /// The beginning of the edition's day where the ledger does not say it any more.
  private static Instant sent(Optional<Instant> known, DeliveryKey delivery) {
    return known.orElse(delivery.date().atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// Locks the readers of whom these words may say something, before their rows are settled.
  void hold(Handle handle, Map<SubscriberId, RelayReply> said) {
    List<SubscriberId> readers =
        said.entrySet().stream()
            .filter(one -> !BounceClass.of(one.getValue()).isNotOfTheReader())
            .map(Map.Entry::getKey)
            .toList();
    if (!readers.isEmpty()) {
      with.subscribers().hold(handle, readers);
    }
  }

  /// The relay refused a mail for good, in the session; the row is settled already, and its reader
  /// held.
  void refused(Handle handle, Claim.Facts claim, RelayReply reply, Instant at) {
    DeliveryKey delivery = claim.key();
    suppress(
        handle,
        new Failure(delivery, BounceClass.of(reply), claim.claimedAt(), evidence(delivery, reply)),
        at);
  }

  private record Failure(DeliveryKey delivery, BounceClass kind, Instant sentAt, String evidence) {}

  private boolean suppress(Handle handle, Failure failure, Instant now) {
    if (failure.kind().isNotOfTheReader()) {
      return false;
    }
    SubscriberId reader = failure.delivery().subscriber();
    Instant since = with.subscribers().reachableSince(handle, reader).orElse(Instant.EPOCH);
    if (failure.sentAt().isBefore(since)) {
      return false;
    }
    return reason(handle, failure, since)
        .map(reason ->
            with.subscribers()
                .suppress(
                    handle,
                    reader,
                    SuppressionReason.HARD_BOUNCE,
                    reason + ", " + failure.evidence(),
                    now))
        .orElse(false);
  }

  private static Optional<String> reason(Handle handle, Failure failure, Instant since) {
    List<SuppressionRules.Past> history =
        failure.kind() == BounceClass.HARD ? List.of() : history(handle, failure.delivery(), since);
    return SuppressionRules.reason(failure.kind(), failure.delivery().edition().value(), history);
  }

  private static List<SuppressionRules.Past> history(
      Handle handle, DeliveryKey delivery, Instant since) {
    LocalDate date = delivery.date();
    return handle
        .attach(BouncesDao.class)
        .ended(
            delivery.subscriber().value(), date.minusDays(DAYS), date.plusDays(DAYS), since, MOST)
        .reversed()
        .stream()
        .map(row -> new SuppressionRules.Past(row.date(), row.edition(), fate(row)))
        .toList();
  }

  private static Fate fate(BouncesDao.Ended row) {
    if (row.state() == DeliveryState.SENT.code()) {
      return SuppressionRules.ofSent(row.bounce() == null ? null : BounceClass.of(row.bounce()));
    }
    RelayReply last =
        row.code() == null
            ? null
            : new RelayReply(row.code(), row.enhanced(), row.reply() == null ? "" : row.reply());
    return row.reason() == null
        ? Fate.SAYS_NOTHING
        : SuppressionRules.ofFailed(LedgerReason.of(row.reason()), last);
  }

  private static String evidence(DeliveryKey delivery, RelayReply reply) {
    return "edition "
        + delivery.edition()
        + ": "
        + reply.code()
        + (reply.enhanced() == null ? "" : " " + reply.enhanced())
        + " "
        + reply.text();
  }
}
