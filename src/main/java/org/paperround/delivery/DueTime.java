package org.paperround.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.paperround.subscriber.QuietHours;

/// When a reader's digest is due (docs/adr/0007). Pure.
final class DueTime {
  /// The hour of a reader who chose none: due when the edition is published.
  static final int WHEN_PUBLISHED = -1;

  /// From here on it is no hour: 100 + 24 * from + until.
  private static final int QUIET = 100;

  private static final int HOURS = 24;

  /// Longer than any quiet hours last.
  private static final Duration A_NIGHT = Duration.ofDays(2);

  private DueTime() {}

  /// The first occurrence of `hour` in `zone` at or after `cutOff`; the cut-off itself when that is
  /// more than `maxAge` later. An hour that a spring gap swallows is the instant the clocks jump
  /// to; one that autumn repeats counts at its first occurrence that is not too early.
  static Instant of(Instant cutOff, ZoneId zone, int hour, Duration maxAge) {
    if (hour == WHEN_PUBLISHED) {
      return cutOff;
    }
    LocalTime time = LocalTime.of(hour, 0);
    LocalDate day = cutOff.atZone(zone).toLocalDate();
    return Stream.of(day, day.plusDays(1), day.plusDays(2))
        .map(date -> ZonedDateTime.of(date, time, zone))
        .flatMap(start ->
            Stream.of(start.withEarlierOffsetAtOverlap(), start.withLaterOffsetAtOverlap()))
        .map(ZonedDateTime::toInstant)
        .filter(due -> !due.isBefore(cutOff))
        .findFirst()
        .filter(due -> !due.isAfter(cutOff.plus(maxAge)))
        .orElse(cutOff);
  }

  /// Whether the slot's hour stands for the quiet hours of an alert's reader, as the view of
  /// readers has them.
  static boolean isQuietHours(int hour) {
    return hour >= QUIET;
  }

  static QuietHours quietHours(int hour) {
    return new QuietHours((hour - QUIET) / HOURS, (hour - QUIET) % HOURS);
  }

  static boolean isQuiet(Instant at, ZoneId zone, QuietHours quiet) {
    return quiet.covers(at.atZone(zone).toLocalTime());
  }

  /// `at`, or when the quiet hours end that it lies in. An end that a spring gap swallows is the
  /// instant the clocks jump to; one that autumn repeats counts at its first occurrence.
  static Instant afterQuiet(Instant at, ZoneId zone, QuietHours quiet) {
    return isQuiet(at, zone, quiet) ? of(at, zone, quiet.until(), A_NIGHT) : at;
  }

  /// The zone of this name, or `fallback`: one bad string must not keep a whole audience waiting.
  static ZoneId zone(String name, ZoneId fallback) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return fallback;
    }
  }
}
