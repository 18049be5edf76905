package org.paperround.delivery;

import java.time.Duration;

/// How much may be unsettled while transmissions start, which is what a kill would put in doubt:
/// outcomes of 25 milliseconds whatever they are, and more only as long as they are fewer than 40
/// milliseconds' worth at the pace of the last seconds (docs/adr/0006). So a commit that takes long
/// stops a steady flow seldom, and a burst no later. Pure but for the pace it learns; the caller
/// keeps threads apart.
final class DoubtBound {
  private static final Duration LATE = Duration.ofMillis(25);
  private static final Duration AT_THE_PACE = Duration.ofMillis(40);
  private static final double OVER_NANOS = Duration.ofSeconds(5).toNanos();

  /// Outcomes that were settled, each weighing less the longer ago: by e after five seconds.
  private double lately;

  private long lastNanos;

  /// `nanos` is of a monotonic clock and begins this one's time.
  DoubtBound(long nanos) {
    this.lastNanos = nanos;
  }

  /// `nanos` is of the same clock, and no less than before.
  void settled(int count, long nanos) {
    lately = lately(nanos) + count;
    lastNanos = nanos;
  }

  /// Whether a transmission may start while so many outcomes are unsettled, the oldest of them
  /// since `sinceNanos`.
  boolean lets(int unsettled, long sinceNanos, long nanos) {
    return nanos - sinceNanos <= LATE.toNanos()
        || unsettled < lately(nanos) * AT_THE_PACE.toNanos() / OVER_NANOS;
  }

  private double lately(long nanos) {
    return lately * Math.exp(-(nanos - lastNanos) / OVER_NANOS);
  }
}
