package org.paperround.delivery;

import java.time.Instant;

/// How far an edition is with its canary ring of so many readers.
public sealed interface CanaryPhase {
  /// There is no ring: the edition goes to everybody at once.
  record None() implements CanaryPhase {}

  /// The ring is being sent to; the others wait.
  record First(long ring) implements CanaryPhase {}

  /// The ring has been sent to, and what comes back is watched; the others wait until `until` at
  /// the latest.
  record Watched(long ring, Instant until) implements CanaryPhase {}

  /// Everybody's turn has come.
  record Open(long ring, Instant since) implements CanaryPhase {}
}
