package org.paperround.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock in the test's hand. Thread-safe.
public final class SettableClock implements InstantSource {
  private Instant now;
  private Duration step = Duration.ZERO;

  public SettableClock(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    now = now.plus(step);
    return now;
  }

  public synchronized void set(Instant instant) {
    now = instant;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  /// Goes on by so much whenever it is asked, where two moments must not be the same.
  public synchronized void goOnBy(Duration each) {
    step = each;
  }
}
