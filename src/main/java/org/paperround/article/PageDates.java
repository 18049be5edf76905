package org.paperround.article;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// When a page says that its article was published: structured data first, then meta elements, then
/// marked dates and `time` elements, then the address. Pure.
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
    "cXenseParse:recs:publishtime",
    "article.created",
    "og:published_time",
    "cXenseParse:publishtime",
    "publishdate"
  };

  private static final Pattern DAY = Pattern.compile("/(20\\d\\d)/([01]\\d)/([0-3]\\d)/");

  private PageDates() {}

  /// What structured data or a meta element say with time and zone: good enough to stand over what
  /// the feed says.
  static Optional<Instant> stated(Document page, Stream<String> structured) {
    return WebTimes.firstZoned(Stream.concat(structured, PageMeta.values(page, PUBLISHED)));
  }

  /// The best that can be had: also a time without its zone, a `time` element, the address.
  static Optional<Instant> published(Document page, Stream<String> structured) {
    return Stream.of(
            structured,
            PageMeta.values(page, PUBLISHED),
            page.select("[itemprop=datePublished]").stream()
                .map(element -> element.attr(element.hasAttr("datetime") ? "datetime" : "content")),
            page.select("article time[datetime], main time[datetime], time[datetime]").stream()
                .map(time -> time.attr("datetime")))
        .flatMap(texts -> texts)
        .flatMap(text -> WebTimes.any(text).stream())
        .findFirst()
        .or(() -> ofAddress(page));
  }

  /// Many portals file articles under their day: `/2026/05/01/`.
  private static Optional<Instant> ofAddress(Document page) {
    Element canonical = page.selectFirst("link[rel=canonical]");
    String address = canonical == null ? page.location() : canonical.attr("href");
    Matcher day = DAY.matcher(address);
    return day.find()
        ? WebTimes.any(day.group(1) + "-" + day.group(2) + "-" + day.group(3))
        : Optional.empty();
  }
}
