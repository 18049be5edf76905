package org.paperround.delivery;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Optional;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;

/// When the next digest of a reader is due, by the plan. Pure.
final class NextMail {
  /// Some day of every week is one that the newsletter and the reader have in common, or none is.
  private static final int DAYS = 8;

  private NextMail() {}

  /// Of the editions planned after `now`. Empty for alerts, which nobody plans, and when the reader
  /// and the newsletter have no day in common.
  static Optional<Instant> of(Newsletter newsletter, Preferences reader, Instant now) {
    return switch (newsletter.kind()) {
      case ALERT -> Optional.empty();
      case DIGEST -> digest(newsletter, reader, now);
    };
  }

  private static Optional<Instant> digest(Newsletter newsletter, Preferences reader, Instant now) {
    Instant from = reader.pausedUntil() == null ? now : later(now, reader.pausedUntil());
    Instant cutOff = Newsletters.nextAfter(newsletter, from);
    for (int i = 0; i < DAYS; i++) {
      DayOfWeek day = cutOff.atZone(newsletter.zone()).getDayOfWeek();
      if (reader.days().contains(day)) {
        int hour = reader.hour() == null ? DueTime.WHEN_PUBLISHED : reader.hour();
        return Optional.of(DueTime.of(cutOff, reader.zone(), hour, newsletter.maxAge()));
      }
      cutOff = Newsletters.nextAfter(newsletter, cutOff);
    }
    return Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
