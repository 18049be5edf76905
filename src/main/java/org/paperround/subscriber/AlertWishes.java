package org.paperround.subscriber;

import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.AlertPolicy;

/// How a reader wants alerts: `quiet` null: [QuietHours#STANDARD]; `perDay` the most a day over all
/// alert newsletters, 1 to 20, null: as the newsletter says; `onlyFollowed`: about nothing but the
/// sections and topics that the reader follows.
public record AlertWishes(
    @Nullable QuietHours quiet, @Nullable Integer perDay, boolean onlyFollowed) {
  /// Of a reader who chose nothing.
  public static final AlertWishes STANDARD = new AlertWishes(null, null, false);

  public AlertWishes {
    if (perDay != null && (perDay < 1 || perDay > AlertPolicy.MOST_PER_DAY)) {
      throw new IllegalArgumentException(
          "alerts a day " + perDay + " is not between 1 and " + AlertPolicy.MOST_PER_DAY);
    }
  }

  /// As the tables have it.
  static AlertWishes of(
      @Nullable Integer from,
      @Nullable Integer until,
      @Nullable Integer perDay,
      boolean onlyFollowed) {
    QuietHours quiet = from == null || until == null ? null : new QuietHours(from, until);
    return new AlertWishes(quiet, perDay, onlyFollowed);
  }

  /// Those that hold.
  public QuietHours quietHours() {
    return quiet == null ? QuietHours.STANDARD : quiet;
  }
}
