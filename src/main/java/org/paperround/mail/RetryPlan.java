package org.paperround.mail;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// When a deferred mail is tried again: soon at first, for a reader waits for it and a greylisting
/// relay wants a minute (RFC 6647), then ever more rarely (RFC 5321 4.5.4.1; mail-standards F4).
final class RetryPlan {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private RetryPlan() {}

  /// How long to wait after `attempts` attempts; up to a fifth longer, so that mails deferred
  /// together do not come back together.
  static Duration wait(int attempts, RandomGenerator random) {
    Duration wait = WAITS.get(Math.clamp(attempts - 1, 0, WAITS.size() - 1));
    return wait.plusMillis(random.nextLong(wait.toMillis() / 5));
  }
}
