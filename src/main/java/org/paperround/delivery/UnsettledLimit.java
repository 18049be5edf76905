package org.paperround.delivery;

import java.time.Duration;

/// How much may be unsettled while transmissions start, which is what a kill would make unknown:
/// whatever came in the last 25 milliseconds; where the oldest outcome waits for longer, fewer than
/// come in 40 milliseconds at the pace of the last seconds (docs/adr/0006). So a commit of 30
/// milliseconds does not stop a steady flow, and a burst is stopped as early as ever. Pure but for
/// the pace it learns; not thread-safe.
final class UnsettledLimit {
  private static final Duration LATE = Duration.ofMillis(25);
  private static final Duration AT_THE_PACE = Duration.ofMillis(40);
  private static final double OVER_NANOS = Duration.ofSeconds(5).toNanos();

  /// Outcomes that were settled, each weighing less the longer ago: by e after five seconds.
  private double lately;

  private long lastNanos;

  /// `nanos` is of a monotonic clock and begins this one's time.
  UnsettledLimit(long nanos) {
    this.lastNanos = nanos;
  }

  /// `nanos` is of the same clock, and no less than before.
  void settled(int count, long nanos) {
    lately = lately(nanos) + count;
    lastNanos = nanos;
  }

  /// Whether a transmission may start while so many outcomes are unsettled, the oldest of them
  /// since `sinceNanos`.
  boolean allows(int unsettled, long sinceNanos, long nanos) {
    return nanos - sinceNanos <= LATE.toNanos()
        || unsettled < lately(nanos) * AT_THE_PACE.toNanos() / OVER_NANOS;
  }

  private double lately(long nanos) {
    return lately * Math.exp(-(nanos - lastNanos) / OVER_NANOS);
  }
}
