package org.paperround.web.desk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants as the pages about staff write them: in UTC, and saying so.
final class Times {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

  private Times() {}

  static String shown(Instant instant) {
    return SHOWN.format(instant);
  }
}
