package org.paperround.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a confirmation link still can do. Pure.
final class Opening {
  static final Duration LIFETIME = Duration.ofDays(7);

  private Opening() {}

  /// `shutOut` says since when the address is suppressed for a reason that an opt-in lifts: a link
  /// that was asked for after that opens a confirmed subscription again.
  static PendingConfirmation.State of(
      ReaderLinks.Request request,
      Optional<SubscriptionRow> subscription,
      Optional<Instant> shutOut,
      Instant now) {
    if (subscription.isEmpty() || subscription.get().requestNumber() != request.number()) {
      return PendingConfirmation.State.EXPIRED;
    }
    boolean late = request.issuedAt().plus(LIFETIME).isBefore(now);
    if (subscription.get().confirmed()) {
      boolean askedSince =
          shutOut
              .map(since -> !request.issuedAt().isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
              .orElse(false);
      return askedSince && !late
          ? PendingConfirmation.State.OPEN
          : PendingConfirmation.State.CONFIRMED;
    }
    return subscription.get().pending() && !late
        ? PendingConfirmation.State.OPEN
        : PendingConfirmation.State.EXPIRED;
  }
}
