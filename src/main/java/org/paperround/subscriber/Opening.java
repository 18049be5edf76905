package org.paperround.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a confirmation link still can do. Pure.
final class Opening {
  static final Duration LIFETIME = Duration.ofDays(7);

  private Opening() {}

  static PendingConfirmation.State of(
      ReaderLinks.Request request, Optional<SubscriptionRow> subscription, Instant now) {
    if (subscription.isEmpty() || subscription.get().requestNumber() != request.number()) {
      return PendingConfirmation.State.EXPIRED;
    }
    if (subscription.get().confirmed()) {
      return PendingConfirmation.State.CONFIRMED;
    }
    boolean late = request.issuedAt().plus(LIFETIME).isBefore(now);
    return subscription.get().pending() && !late
        ? PendingConfirmation.State.OPEN
        : PendingConfirmation.State.EXPIRED;
  }
}
