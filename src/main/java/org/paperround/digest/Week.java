package org.paperround.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// The days that a weekly digest tells of. `zone` is the newsletter's.
record Week(LocalDate first, LocalDate last, ZoneId zone) {
  private static final int DAYS = 7;

  /// Of a digest that goes out on one day a week; null for all else. What goes out before noon
  /// tells of the days before.
  static @Nullable Week of(Newsletter newsletter, Edition edition) {
    boolean weekly =
        newsletter.kind() == Newsletter.Kind.DIGEST
            && newsletter.sendDays().size() == 1
            && !edition.isLetter();
    if (!weekly) {
      return null;
    }
    LocalDate last =
        newsletter.sendTime().isBefore(LocalTime.NOON)
            ? edition.date().minusDays(1)
            : edition.date();
    return new Week(last.minusDays(DAYS - 1), last, newsletter.zone());
  }

  String dayOf(Instant instant, Locale locale) {
    return instant.atZone(zone).getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
  }
}
