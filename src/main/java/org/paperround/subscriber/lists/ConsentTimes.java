package org.paperround.subscriber.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Times as exports write them: ISO 8601 with a `T` or a space, fractions or none, an offset, `Z`,
/// `UTC` or nothing, which means UTC; or a date alone. Pure.
final class ConsentTimes {
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private static final int ISO_DATE = "2026-05-03".length();
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /// What becomes of a time's parts on the way to the one form that is read.
  private static final List<Rewrite> REWRITES =
      List.of(
          new Rewrite(Pattern.compile("(?<=\\d)T(?=\\d)"), " "),
          new Rewrite(Pattern.compile("\\s*(?:UTC|GMT)$"), "Z"),
          new Rewrite(Pattern.compile("\\s+([+-]\\d{2}:?\\d{0,2})$"), "$1"),
          new Rewrite(Pattern.compile("([+-]\\d{2})$"), "$1:00"),
          new Rewrite(Pattern.compile("([+-]\\d{2})(\\d{2})$"), "$1:$2"));

  private record Rewrite(Pattern part, String with) {}

  private ConsentTimes() {}

  /// Empty when it cannot be read.
  static Optional<Instant> parse(String text) {
    String plain = text.strip();
    if (DATE.matcher(plain).matches()) {
      // Its own hyphens would look like an offset.
      return date(plain);
    }
    if (plain.endsWith("Z") && plain.indexOf('T') == ISO_DATE) {
      return iso(plain);
    }
    for (Rewrite rewrite : REWRITES) {
      plain = rewrite.part().matcher(plain).replaceFirst(rewrite.with());
    }
    try {
      TemporalAccessor read = WRITTEN.parseBest(plain, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          read instanceof OffsetDateTime with
              ? with.toInstant()
              : LocalDateTime.from(read).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// What our own exports write, without a detour.
  private static Optional<Instant> iso(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
