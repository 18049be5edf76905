package org.paperround.article;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Times as pages, sitemaps and JSON feeds write them. Pure.
final class WebTimes {
  private static final List<DateTimeFormatter> ZONED =
      List.of(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          new DateTimeFormatterBuilder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
              .appendPattern("[ ][XX][X][ z]")
              .toFormatter(Locale.ENGLISH),
          DateTimeFormatter.RFC_1123_DATE_TIME);

  private WebTimes() {}

  /// A date and a time with its zone, in a year of four digits: ISO 8601, also with a space or
  /// `+0100`, or RFC 1123.
  static Optional<Instant> zoned(String text) {
    String stated = withT(text.strip());
    return ZONED.stream().flatMap(format -> zoned(stated, format).stream()).findFirst();
  }

  /// As [#zoned]; a time without a zone, and a date alone, are taken as UTC.
  static Optional<Instant> any(String text) {
    return zoned(text).or(() -> local(withT(text.strip())));
  }

  /// The first of `texts` that is a time with its zone.
  static Optional<Instant> firstZoned(Stream<String> texts) {
    return texts.flatMap(text -> zoned(text).stream()).findFirst();
  }

  private static String withT(String text) {
    return text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
  }

  private static Optional<Instant> zoned(String text, DateTimeFormatter format) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, format);
      // ISO 8601 may have years that no calendar and no database has.
      return time.getYear() > 0 && time.getYear() <= 9_999
          ? Optional.of(time.toInstant())
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
