package org.paperround.delivery;

/// What one group, or a relay in all, may be given over all nodes: mails a second, transmissions at
/// once, messages per connection. [#NO_RATE] and [#NO_COUNT] stand for no limit.
record Limits(double perSecond, int atOnce, int perConnection) {
  static final double NO_RATE = Double.POSITIVE_INFINITY;
  static final int NO_COUNT = Integer.MAX_VALUE;
  static final Limits NONE = new Limits(NO_RATE, NO_COUNT, NO_COUNT);

  boolean hasRate() {
    return perSecond < NO_RATE;
  }

  /// This node's part, being the `rank`-th (from 0) of so many: parts of counts differ by one, so
  /// that together they are the whole.
  Limits share(int rank, int nodes) {
    int part = atOnce / nodes + (rank < atOnce % nodes ? 1 : 0);
    return new Limits(perSecond / nodes, atOnce == NO_COUNT ? NO_COUNT : part, perConnection);
  }

  Limits atMost(double most) {
    return new Limits(Math.min(perSecond, most), atOnce, perConnection);
  }

  Limits atOnceAtMost(int most) {
    return atOnce == NO_COUNT ? this : new Limits(perSecond, Math.min(atOnce, most), perConnection);
  }
}
