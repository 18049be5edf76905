package org.paperround.delivery;

import java.time.Instant;
import org.paperround.mail.TransmissionOutcome;

/// What became of a claim, not yet in the database. `at` is when it was known.
sealed interface Settlement {
  Claim claim();

  Instant at();

  /// Whether anything was handed to a relay. What was not may still go at once: it took nothing of
  /// a rate or a day's plan.
  default boolean left() {
    return this instanceof Transmitted;
  }

  /// The relay of this name was spoken to.
  record Transmitted(Claim claim, TransmissionOutcome outcome, String relay, Instant at)
      implements Settlement {}

  /// Nothing was sent: the mail could not be made. The row is tried again later.
  record Uncomposed(Claim claim, Instant at) implements Settlement {}

  /// Nothing was sent; the row is due again.
  record Released(Claim claim, Instant at) implements Settlement {}

  /// Nothing was sent, and nothing will be: the reader left meanwhile.
  record Withdrawn(Claim claim, LedgerReason reason, Instant at) implements Settlement {}
}
