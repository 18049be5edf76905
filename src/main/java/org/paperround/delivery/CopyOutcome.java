package org.paperround.delivery;

import java.time.Instant;

/// What came of asking for a copy of a past digest.
public sealed interface CopyOutcome {
  /// It leaves within a minute, or not at all.
  record OnItsWay() implements CopyOutcome {}

  /// The reader was not sent this edition, or it cannot be made again.
  record NoSuchMail() implements CopyOutcome {}

  /// The reader can be mailed no more, or not now.
  record NotMailed(LedgerReason reason) implements CopyOutcome {}

  /// A story of it was dropped or retracted since.
  record Withdrawn() implements CopyOutcome {}

  /// The edition is stopped, or all sending is held.
  record Held() implements CopyOutcome {}

  /// The edition was changed at this very moment: it can be asked for again.
  record Changed() implements CopyOutcome {}

  /// There was a copy already; from `again` on there may be another.
  record TooSoon(Instant again) implements CopyOutcome {}
}
