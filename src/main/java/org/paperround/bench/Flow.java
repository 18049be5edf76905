package org.paperround.bench;

import java.time.Duration;

/// How long mails flowed: the time between arrivals, without the breaks in which none came because
/// no node was up. For one thread.
final class Flow {
  /// A longer silence is a break.
  static final Duration BREAK = Duration.ofSeconds(1);

  private long lastNanos;
  private long flowedNanos;
  private long allNanos;
  private boolean begun;

  /// `nanos` is of a monotonic clock.
  void arrived(long nanos) {
    if (begun) {
      long since = nanos - lastNanos;
      allNanos += since;
      flowedNanos += since <= BREAK.toNanos() ? since : 0;
    }
    begun = true;
    lastNanos = nanos;
  }

  Flow copy() {
    Flow copy = new Flow();
    copy.begun = begun;
    copy.lastNanos = lastNanos;
    copy.flowedNanos = flowedNanos;
    copy.allNanos = allNanos;
    return copy;
  }

  /// In which mails came.
  double flowedSeconds() {
    return flowedNanos / 1e9;
  }

  /// From the first mail to the last.
  double allSeconds() {
    return allNanos / 1e9;
  }
}
