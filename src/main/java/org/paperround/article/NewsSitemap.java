package org.paperround.article;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// Reads a News sitemap: `urlset` with a `news:news` element per address, as portals offer to
/// search engines (sitemaps.org; schema sitemap-news 0.9). Addresses without one are not news.
/// Pure.
final class NewsSitemap {
  private NewsSitemap() {}

  /// Empty when this is no sitemap. `xml` is prepared as [FeedXml#prepared] does.
  static Optional<ParsedFeed> parse(String xml) {
    String head = xml.substring(0, Math.min(xml.length(), 2_000));
    if (head.contains("<sitemapindex")) {
      return Optional.of(
          new ParsedFeed.Unreadable(
              "This is a list of sitemaps; give the address of the News sitemap in it."));
    }
    if (!head.contains("<urlset")) {
      return Optional.empty();
    }
    Document document = Jsoup.parse(xml, "", Parser.xmlParser());
    List<FeedEntry> entries =
        document.getElementsByTag("url").stream().flatMap(NewsSitemap::entry).toList();
    return Optional.of(
        entries.isEmpty()
            ? new ParsedFeed.Unreadable(
                "This sitemap names no news: its addresses have no news:news element.")
            : new ParsedFeed.Feed(text(document, "news|name"), entries));
  }

  private static Stream<FeedEntry> entry(Element url) {
    Element news = url.selectFirst("news|news");
    String link = text(url, "loc");
    if (news == null || link.isEmpty()) {
      return Stream.empty();
    }
    String picture = text(url, "image|loc");
    return Stream.of(
        new FeedEntry(
            null,
            link,
            text(news, "news|title"),
            true,
            "",
            "",
            null,
            Stream.of(text(news, "news|keywords").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList(),
            FeedImages.image(picture, PlainText.line(text(url, "image|caption"), 300), 0, 0)
                .orElse(null),
            WebTimes.any(text(news, "news|publication_date")).orElse(null),
            WebTimes.any(text(url, "lastmod")).orElse(null)));
  }

  private static String text(Element within, String selector) {
    Element found = within.selectFirst(selector);
    return found == null ? "" : found.text().strip();
  }
}
