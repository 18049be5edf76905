package org.paperround.delivery;

/// What came of asking that all sending be held.
public sealed interface HoldOutcome {
  record Held(SendingHold hold) implements HoldOutcome {}

  /// It is held already; that hold stays as it is.
  record HeldBefore(SendingHold hold) implements HoldOutcome {}

  /// Nothing was changed; `why` is a sentence for who asked.
  record Refused(String why) implements HoldOutcome {}
}
