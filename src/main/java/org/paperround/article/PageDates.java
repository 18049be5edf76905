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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// When a page says that its article was published: structured data first, then meta elements, then
/// `time` elements, then the address. Pure.
final class PageDates {
  private static final String[] PUBLISHED = {
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "last-modified",
    "cXenseParse:recs:publishtime",
    "article.created",
    "og:published_time",
    "cXenseParse:publishtime",
    "publishdate"
  };

  private static final List<DateTimeFormatter> ZONED =
      List.of(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          new DateTimeFormatterBuilder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
              .appendPattern("[ ][XX][X][ z]")
              .toFormatter(java.util.Locale.ENGLISH),
          DateTimeFormatter.RFC_1123_DATE_TIME);

  private static final Pattern DAY = Pattern.compile("/(20\\d\\d)/([01]\\d)/([0-3]\\d)/");

  private PageDates() {}

  /// What structured data or a meta element say with time and zone: good enough to stand over what
  /// the feed says.
  static Optional<Instant> stated(Document page, Stream<String> structured) {
    return Stream.concat(structured, PageMeta.values(page, PUBLISHED))
        .flatMap(text -> zoned(text.strip()).stream())
        .findFirst();
  }

  static Optional<Instant> published(Document page, Stream<String> structured) {
    return first(
            Stream.of(
                    structured,
                    PageMeta.values(page, PUBLISHED),
                    page.select("[itemprop=datePublished]").stream()
                        .map(element ->
                            element.attr(element.hasAttr("datetime") ? "datetime" : "content")),
                    page
                        .select("article time[datetime], main time[datetime], time[datetime]")
                        .stream()
                        .map(time -> time.attr("datetime")))
                .flatMap(texts -> texts))
        .or(() -> ofAddress(page));
  }

  /// Many portals file articles under their day: `/2026/05/01/`.
  private static Optional<Instant> ofAddress(Document page) {
    Element canonical = page.selectFirst("link[rel=canonical]");
    String address = canonical == null ? page.location() : canonical.attr("href");
    Matcher day = DAY.matcher(address);
    return day.find()
        ? parse(day.group(1) + "-" + day.group(2) + "-" + day.group(3))
        : Optional.empty();
  }

  static Optional<Instant> modified(Document page, Stream<String> structured) {
    return first(
        Stream.concat(
            structured,
            PageMeta.values(page, "article:modified_time", "og:updated_time", "dateModified")));
  }

  private static Optional<Instant> first(Stream<String> texts) {
    return texts.flatMap(text -> parse(text.strip()).stream()).findFirst();
  }

  /// A time without a zone, and a date alone, are taken as UTC.
  static Optional<Instant> parse(String text) {
    return zoned(text).or(() -> local(withT(text)));
  }

  private static Optional<Instant> zoned(String text) {
    return ZONED.stream().flatMap(format -> zoned(withT(text), format).stream()).findFirst();
  }

  private static String withT(String text) {
    return text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
  }

  private static Optional<Instant> zoned(String text, DateTimeFormatter format) {
    try {
      return Optional.of(OffsetDateTime.parse(text, format).toInstant());
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
