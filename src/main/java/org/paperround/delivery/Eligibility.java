package org.paperround.delivery;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SuppressionReason;

/// Whether a reader may be mailed now. Pure; the one place that decides it, used by the claim, by
/// the check of what is claimed but not yet sent, and by the tick that follows readers' changes.
final class Eligibility {
  private Eligibility() {}

  /// Why this reader gets nothing more of the newsletter, if so. `recipient` null: the reader is
  /// gone. The address's reasons come before the subscription's.
  static Optional<LedgerReason> gone(@Nullable Recipient recipient) {
    if (recipient == null) {
      return Optional.of(LedgerReason.ERASED);
    }
    SuppressionReason suppression = recipient.suppression();
    if (suppression != null) {
      return Optional.of(LedgerReason.of(suppression));
    }
    if (recipient.address() == null) {
      return Optional.of(LedgerReason.ERASED);
    }
    if (!recipient.subscribed() || recipient.confirmedAt() == null) {
      return Optional.of(LedgerReason.UNSUBSCRIBED);
    }
    return Optional.empty();
  }

  /// The same of this edition: a letter is for whoever had the story, whatever the day.
  static Optional<LedgerReason> refusal(
      @Nullable Recipient recipient, Edition edition, Instant now) {
    return refusal(recipient, edition.isLetter() ? null : edition.date().getDayOfWeek(), now);
  }

  /// Why this reader does not get the edition of `day` at `now`, if so; null: of no day.
  static Optional<LedgerReason> refusal(
      @Nullable Recipient recipient, @Nullable DayOfWeek day, Instant now) {
    Optional<LedgerReason> gone = gone(recipient);
    if (gone.isPresent() || recipient == null) {
      return gone;
    }
    Instant pausedUntil = recipient.pausedUntil();
    if (pausedUntil != null && pausedUntil.isAfter(now)) {
      return Optional.of(LedgerReason.PAUSED);
    }
    if (day != null && !recipient.days().contains(day)) {
      return Optional.of(LedgerReason.NOT_ITS_DAY);
    }
    return Optional.empty();
  }
}
