package org.paperround.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `subscription`, as read under its subscriber's lock.
record SubscriptionRow(
    String state,
    @Nullable Integer hour,
    int days,
    @Nullable Integer maxStories,
    @Nullable Instant pausedUntil,
    int requestNumber,
    @Nullable Instant confirmedAt) {
  boolean pending() {
    return state.equals("pending");
  }

  boolean confirmed() {
    return state.equals("confirmed");
  }

  boolean ended() {
    return state.equals("ended");
  }
}
