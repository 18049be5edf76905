package org.paperround.web.desk;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;

/// When a newsletter comes, in words. Pure.
final class ScheduleWords {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.UK);
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final int SOON = 3;

  private ScheduleWords() {}

  /// "every day at 06:00 London".
  static String of(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case ALERT -> "whenever a story breaks";
      case DIGEST ->
          days(newsletter.sendDays())
              + " at "
              + TIME.format(newsletter.sendTime())
              + " "
              + place(newsletter.zone());
    };
  }

  /// The next cut-offs, by the newsletter's own clock, also over a change of it; of alerts, and
  /// without days, none.
  static List<String> next(Newsletter newsletter, Instant now) {
    if (newsletter.kind() == Newsletter.Kind.ALERT || newsletter.sendDays().isEmpty()) {
      return List.of();
    }
    return Stream.iterate(
            Newsletters.nextAfter(newsletter, now), at -> Newsletters.nextAfter(newsletter, at))
        .limit(SOON)
        .map(at -> DAY.format(at.atZone(newsletter.zone())))
        .toList();
  }

  static String days(Set<DayOfWeek> days) {
    if (days.size() == DayOfWeek.values().length) {
      return "every day";
    }
    if (days.equals(EnumSet.complementOf(EnumSet.copyOf(WEEKEND)))) {
      return "on weekdays";
    }
    if (days.equals(WEEKEND)) {
      return "at weekends";
    }
    List<String> names =
        days.stream()
            .sorted()
            .map(day -> day.getDisplayName(TextStyle.FULL, Locale.UK) + "s")
            .toList();
    if (names.isEmpty()) {
      return "on no day";
    }
    String last = names.getLast();
    return names.size() == 1
        ? "on " + last
        : "on "
            + names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
            + " and "
            + last;
  }

  /// The city that names the zone.
  private static String place(ZoneId zone) {
    String id = zone.getId();
    return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
  }
}
