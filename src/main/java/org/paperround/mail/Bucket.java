package org.paperround.mail;

import java.time.Duration;
import java.time.Instant;

/// What may still go out at a rate, saved up for at most one second. Pure.
public record Bucket(double saved, Instant at) {
  /// Full, for what is limited from now on.
  public static Bucket full(double perSecond, Instant now) {
    return new Bucket(most(perSecond), now);
  }

  public Bucket at(Instant now, double perSecond) {
    // A clock that is set back must not stop anything.
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    return new Bucket(Math.min(most(perSecond), saved + seconds * perSecond), now);
  }

  public Bucket less(int mails) {
    return new Bucket(saved - mails, at);
  }

  /// How many whole mails may go.
  public int mails() {
    return (int) Math.max(0, saved);
  }

  private static double most(double perSecond) {
    return Math.max(1, perSecond);
  }
}
