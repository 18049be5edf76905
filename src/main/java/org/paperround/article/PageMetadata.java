package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// What a page says about its article, put together from JSON-LD, meta elements and visible marks:
/// for each fact the candidates are compared and one is chosen (docs/reference/article-pages.md).
/// `title` and `section` may be empty, `section` as the page writes it.
public record PageMetadata(
    String title, List<String> authors, @Nullable Instant published, String section) {
  public PageMetadata {
    authors = List.copyOf(authors);
  }

  /// `html` as it came; `contentType` what the server said, null for a file; `location` an absolute
  /// address, or empty.
  public static PageMetadata of(byte[] html, @Nullable String contentType, String location) {
    Document page = Jsoup.parse(FeedCharset.decode(html, contentType), location);
    return of(page, NewsArticleJson.find(page).orElse(NewsArticleJson.NONE));
  }

  static PageMetadata of(Document page, NewsArticleJson json) {
    return new PageMetadata(
        PageTitle.of(page, json.strings("headline")),
        PageAuthors.of(page, json.strings("author")),
        PageDates.published(page, json.strings("datePublished")).orElse(null),
        Stream.concat(
                json.strings("articleSection"),
                PageMeta.values(page, "article:section", "parsely-section"))
            .map(text -> PlainText.ofHtml(text, 80))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(""));
  }
}
