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
    @Nullable Instant confirmedAt,
    @Nullable Integer quietFrom,
    @Nullable Integer quietTo,
    @Nullable Integer alertsPerDay,
    boolean alertsOfFollowed) {
  AlertWishes alerts() {
    return AlertWishes.of(quietFrom, quietTo, alertsPerDay, alertsOfFollowed);
  }

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
