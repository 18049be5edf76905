package org.paperround.article;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads RSS 0.9 to 2.0, Atom, JSON Feed and News sitemaps. A malformed document is mended and read
/// again before it is given up. Pure.
final class FeedParser {
  private FeedParser() {}

  static ParsedFeed parse(byte[] bytes, @Nullable String contentType) {
    String text = FeedCharset.decode(bytes, contentType);
    if (JsonFeed.looksLikeJson(text)) {
      return JsonFeed.parse(text);
    }
    Optional<String> objection = FeedXml.objection(text);
    if (objection.isPresent()) {
      return new ParsedFeed.Unreadable(objection.get());
    }
    String prepared = FeedXml.shortened(FeedXml.prepared(text));
    Optional<ParsedFeed> sitemap = NewsSitemap.parse(prepared);
    if (sitemap.isPresent()) {
      return sitemap.get();
    }
    try {
      return read(prepared);
    } catch (FeedException | RuntimeException strict) {
      return readMended(prepared, strict);
    }
  }

  private static ParsedFeed readMended(String prepared, Exception strict) {
    try {
      return read(FeedXml.mended(prepared));
    } catch (FeedException | RuntimeException _) {
      String why = String.valueOf(strict.getMessage());
      return new ParsedFeed.Unreadable(
          why.contains("Invalid document")
              ? "This is XML, but neither RSS, Atom nor a News sitemap."
              : "The XML cannot be read: " + PlainText.line(why, 200));
    }
  }

  private static ParsedFeed.Feed read(String xml) throws FeedException {
    SyndFeedInput input = new SyndFeedInput(false, Locale.ENGLISH);
    input.setAllowDoctypes(false);
    SyndFeed feed = input.build(new StringReader(xml));
    List<FeedEntry> entries = feed.getEntries().stream().map(FeedParser::entry).toList();
    return new ParsedFeed.Feed(PlainText.ofHtml(text(feed.getTitle()), 200), entries);
  }

  private static FeedEntry entry(SyndEntry entry) {
    SyndContent title = entry.getTitleEx();
    return new FeedEntry(
        blankToNull(entry.getUri()),
        blankToNull(link(entry)),
        title == null ? text(entry.getTitle()) : text(title.getValue()),
        title != null && "text".equals(title.getType()),
        entry.getDescription() == null ? "" : text(entry.getDescription().getValue()),
        entry.getContents().stream()
            .map(content -> text(content.getValue()))
            .collect(Collectors.joining("\n")),
        author(entry),
        entry.getCategories().stream()
            .map(SyndCategory::getName)
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList(),
        FeedImages.of(entry).orElse(null),
        instant(entry.getPublishedDate()),
        instant(entry.getUpdatedDate()));
  }

  private static @Nullable String link(SyndEntry entry) {
    for (SyndLink link : entry.getLinks()) {
      boolean page = link.getType() == null || link.getType().contains("html");
      if ((link.getRel() == null || link.getRel().equals("alternate")) && page) {
        return link.getHref();
      }
    }
    return entry.getLink();
  }

  private static @Nullable String author(SyndEntry entry) {
    String names =
        entry.getAuthors().stream()
            .map(SyndPerson::getName)
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    return blankToNull(names.isEmpty() ? entry.getAuthor() : names);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
