package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyRules;
import org.paperround.mail.ReplyText;
import org.paperround.mail.ReplyVerdict;
import org.paperround.mail.SlowDown;
import org.paperround.mail.TransmissionOutcome;

/// Decides what a settlement changes in the ledger. Pure.
final class Settling {
  private static final Attempt NOT_COMPOSED =
      new Attempt(AttemptOutcome.DEFERRED, 451, null, "not handed over: composing failed");

  /// Enough for the id by which the relay knows the mail; there is one for each mail.
  private static final int OF_ACCEPTANCE = 100;

  private Settling() {}

  /// `random` in [0, 1) spreads the retries.
  static Change change(Settlement settlement, double random) {
    Claim.Facts claim = settlement.claim().facts();
    return switch (settlement) {
      case Settlement.Transmitted(_, TransmissionOutcome outcome, _, Instant at) ->
          transmitted(claim, outcome, at, random);
      case Settlement.Uncomposed(_, Instant at) ->
          retry(claim, at, random, claim.handedOver(), NOT_COMPOSED);
      case Settlement.Released(_, Instant at) ->
          new Change(waiting(claim), null, claim.number() - 1, at, claim.handedOver(), null);
      case Settlement.Withdrawn(_, LedgerReason reason, _) ->
          new Change(reason.state(), reason, claim.number() - 1, null, claim.handedOver(), null);
    };
  }

  private static DeliveryState waiting(Claim.Facts claim) {
    return claim.number() > 1 ? DeliveryState.DEFERRED : DeliveryState.DUE;
  }

  private static Change transmitted(
      Claim.Facts claim, TransmissionOutcome outcome, Instant at, double random) {
    return switch (outcome) {
      case TransmissionOutcome.Accepted(RelayReply reply) ->
          new Change(
              DeliveryState.SENT,
              null,
              claim.number(),
              null,
              true,
              new Attempt(
                  AttemptOutcome.ACCEPTED,
                  reply.code(),
                  reply.enhanced(),
                  ReplyText.begin(reply.text(), OF_ACCEPTANCE)));
      case TransmissionOutcome.Deferred(RelayReply reply) ->
          retry(claim, at, random, claim.handedOver(), attempt(AttemptOutcome.DEFERRED, reply));
      case TransmissionOutcome.Refused(RelayReply reply) -> refused(claim, reply, at, random);
      case TransmissionOutcome.Unknown(String cause) -> unknown(claim, cause, at, random);
    };
  }

  /// Final, but where our own set-up is at fault: that will be mended, and the readers are still to
  /// be had then.
  private static Change refused(Claim.Facts claim, RelayReply reply, Instant at, double random) {
    ReplyVerdict verdict = ReplyRules.verdict(reply);
    Attempt attempt = attempt(AttemptOutcome.REFUSED, reply);
    return verdict == ReplyVerdict.CONFIG
        ? retry(claim, at, random, claim.handedOver(), attempt)
        : new Change(
            DeliveryState.FAILED,
            LedgerReason.ofRefusal(verdict),
            claim.number(),
            null,
            claim.handedOver(),
            attempt);
  }

  /// The mail may have arrived: its cards stay in the reader's history, whatever comes next.
  private static Change unknown(Claim.Facts claim, String cause, Instant at, double random) {
    Attempt attempt = new Attempt(AttemptOutcome.UNKNOWN, null, null, cause);
    return switch (claim.newsletter().uncertain()) {
      case RESEND -> retry(claim, at, random, true, attempt);
      case HOLD -> new Change(DeliveryState.UNCERTAIN, null, claim.number(), null, true, attempt);
    };
  }

  private static Change retry(
      Claim.Facts claim, Instant at, double random, boolean handedOver, Attempt attempt) {
    Optional<Instant> next =
        RetryPolicy.next(claim.number(), at, claim.edition().expiresAt(), random);
    if (next.isPresent()) {
      return new Change(
          DeliveryState.DEFERRED, null, claim.number(), next.get(), handedOver, attempt);
    }
    return handedOver
        ? new Change(DeliveryState.UNCERTAIN, null, claim.number(), null, true, attempt)
        : new Change(
            DeliveryState.FAILED, LedgerReason.EXPIRED, claim.number(), null, false, attempt);
  }

  private static Attempt attempt(AttemptOutcome outcome, RelayReply reply) {
    return new Attempt(outcome, reply.code(), reply.enhanced(), reply.text());
  }

  /// What the relay said of this transmission that asks for more than a line in the ledger.
  static Optional<RelayReply> complaint(Settlement settlement, ReplyVerdict... verdicts) {
    if (!(settlement instanceof Settlement.Transmitted(_, TransmissionOutcome outcome, _, _))) {
      return Optional.empty();
    }
    Optional<RelayReply> reply =
        switch (outcome) {
          case TransmissionOutcome.Refused(RelayReply refused) -> Optional.of(refused);
          case TransmissionOutcome.Deferred(RelayReply deferred) -> Optional.of(deferred);
          case TransmissionOutcome.Accepted _, TransmissionOutcome.Unknown _ -> Optional.empty();
        };
    return reply.filter(words -> List.of(verdicts).contains(ReplyRules.verdict(words)));
  }

  /// What the relay refuses for policy. Who asks for less gets less, and an alarm of its own where
  /// that lasts ([Throttles]): that is no block.
  static Optional<RelayReply> policyBlock(Settlement settlement) {
    return complaint(settlement, ReplyVerdict.BLOCK).filter(reply -> !SlowDown.asked(reply));
  }

  /// The new values of a claimed row. `dueAt` null: unchanged. `keepsCards`: the reader has the
  /// cards or may have them. `attempt` null: nothing was tried.
  record Change(
      DeliveryState state,
      @Nullable LedgerReason reason,
      int attempts,
      @Nullable Instant dueAt,
      boolean keepsCards,
      @Nullable Attempt attempt) {}

  record Attempt(
      AttemptOutcome outcome,
      @Nullable Integer code,
      @Nullable String enhanced,
      @Nullable String reply) {}
}
