package org.paperround.delivery;

import java.util.Arrays;
import java.util.Locale;
import org.paperround.mail.ReplyVerdict;
import org.paperround.subscriber.SuppressionReason;

/// Why a row ended without being sent; `code` is what the ledger holds. Skipped: reasons of the
/// subscription; suppressed: reasons of the address; failed: what the relay said, or time ran out.
public enum LedgerReason {
  UNSUBSCRIBED(1, DeliveryState.SKIPPED),
  PAUSED(2, DeliveryState.SKIPPED),
  TOO_FEW_STORIES(3, DeliveryState.SKIPPED),
  LATE(4, DeliveryState.SKIPPED),
  NOT_ITS_DAY(5, DeliveryState.SKIPPED),
  QUIET_HOURS(10, DeliveryState.SKIPPED),
  FATIGUE(11, DeliveryState.SKIPPED),
  NOT_WANTED(12, DeliveryState.SKIPPED),
  ALREADY_RECEIVED(13, DeliveryState.SKIPPED),
  HARD_BOUNCE(20, DeliveryState.SUPPRESSED),
  COMPLAINT(21, DeliveryState.SUPPRESSED),
  ERASED(22, DeliveryState.SUPPRESSED),
  OPERATOR(23, DeliveryState.SUPPRESSED),
  EXPIRED(40, DeliveryState.FAILED),
  REFUSED(41, DeliveryState.FAILED),
  NO_SUCH_MAILBOX(42, DeliveryState.FAILED),
  MAILBOX_FULL(43, DeliveryState.FAILED),
  BLOCKED(44, DeliveryState.FAILED),
  CONFIGURATION(45, DeliveryState.FAILED);

  private final int code;
  private final DeliveryState state;

  LedgerReason(int code, DeliveryState state) {
    this.code = code;
    this.state = state;
  }

  int code() {
    return code;
  }

  DeliveryState state() {
    return state;
  }

  /// As the account shows it: `too-few-stories`.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static LedgerReason of(int code) {
    return Arrays.stream(values())
        .filter(reason -> reason.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no ledger reason has code " + code));
  }

  static LedgerReason of(SuppressionReason reason) {
    return switch (reason) {
      case HARD_BOUNCE -> HARD_BOUNCE;
      case COMPLAINT -> COMPLAINT;
      case ERASED -> ERASED;
      case OPERATOR -> OPERATOR;
    };
  }

  /// The reason of a final refusal.
  static LedgerReason ofRefusal(ReplyVerdict verdict) {
    return switch (verdict) {
      case HARD -> NO_SUCH_MAILBOX;
      case FULL -> MAILBOX_FULL;
      case BLOCK -> BLOCKED;
      case CONFIG -> CONFIGURATION;
      case ACCEPTED, SOFT -> REFUSED;
    };
  }
}
