package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a deferred delivery is tried again (mail-standards F4): after one minute, then twice as
/// long each time, up to half an hour, each shortened by up to a quarter so that a whole audience
/// does not come back at once. Pure.
final class RetryPolicy {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final double JITTER = 0.25;

  private RetryPolicy() {}

  /// The next try after `attempts` transmissions (at least one); empty when the edition will have
  /// expired by then. `random` is in [0, 1).
  static Optional<Instant> next(int attempts, Instant now, Instant expiresAt, double random) {
    if (attempts < 1) {
      throw new IllegalArgumentException("a retry follows an attempt, not " + attempts);
    }
    Duration wait = LONGEST;
    if (attempts <= 5) {
      wait = FIRST.multipliedBy(1L << (attempts - 1));
    }
    long shortened = Math.round(wait.toMillis() * (1 - JITTER * random));
    Instant next = now.plusMillis(shortened);
    return next.isBefore(expiresAt) ? Optional.of(next) : Optional.empty();
  }
}
