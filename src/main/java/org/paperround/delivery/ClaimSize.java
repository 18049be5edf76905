package org.paperround.delivery;

/// How many claims to hold ready: about half a second's work at the present rate, so that what
/// waits is seldom older than that (docs/adr/0006: at most two seconds' worth). Pure but for the
/// rate it learns; for one thread.
final class ClaimSize {
  private static final int MOST = 2000;
  private static final double READY_SECONDS = 0.5;
  private static final double WEIGHT = 0.3;

  /// With little in hand a claim is of so many times the least that is held ready.
  private static final int BEGIN = 4;

  private final int least;
  private double perSecond;
  private long lastCount;
  private long lastNanos;

  ClaimSize(int connections) {
    this.least = 2 * connections;
  }

  /// How many to claim now, `waiting` of those in hand not being on a connection yet; 0 while that
  /// would be few. Else as [#next].
  int claim(long settledSoFar, int waiting, int inHand, long nanos) {
    int ready = next(settledSoFar, inHand, nanos);
    int room = ready - waiting;
    return room < Math.max(1, ready / 2) ? 0 : atOnce(room, inHand);
  }

  /// How many of `room` to take in one claim: as many again as are in hand, which are sent
  /// meanwhile. Half a second's work takes nearly as long to claim as to send.
  int atOnce(int room, int inHand) {
    return Math.min(room, Math.max(BEGIN * least, inHand));
  }

  /// `settledSoFar` only grows, `inHand` is how many are not settled; `nanos` is of a monotonic
  /// clock.
  int next(long settledSoFar, int inHand, long nanos) {
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds >= 0.1) {
      // Where hardly anything was to be sent, nothing is learnt: the next edition begins at the
      // pace of the last one.
      boolean rested = inHand + settledSoFar - lastCount < least;
      if (!rested) {
        double present = (settledSoFar - lastCount) / seconds;
        perSecond = (1 - WEIGHT) * perSecond + WEIGHT * present;
      }
      lastCount = settledSoFar;
      lastNanos = nanos;
    }
    long ready = Math.round(perSecond * READY_SECONDS);
    // Growing takes some slack beyond what the present rate needs.
    return (int) Math.max(least, Math.min(MOST, ready + ready / 2));
  }
}
