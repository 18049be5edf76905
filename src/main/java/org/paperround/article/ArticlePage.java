package org.paperround.article;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.WebAddress;

/// The page of one of the portal's own articles: schema.org NewsArticle as JSON-LD, and the
/// portal's own marks (docs/reference/article-pages.md): `data-paperround` attributes for key
/// points, why this matters, what this means for you and related articles, `paperround:` meta
/// elements for breaking news and embargo.
record ArticlePage(URI location, Document page, NewsArticleJson json) {
  private static final int MAX_RELATED = 12;

  /// Empty when the page describes no article.
  static Optional<ArticlePage> of(Fetch.Fetched fetched) {
    String html = FeedCharset.decode(fetched.body(), fetched.contentType());
    Document page = Jsoup.parse(html, fetched.location().toString());
    return NewsArticleJson.find(page).map(json -> new ArticlePage(fetched.location(), page, json));
  }

  /// The draft with what the page says over what the feed says.
  ArticleDraft over(ArticleDraft feed, Instant now) {
    Instant published = date("datePublished", feed.publishedAt(), now);
    Instant updated = date("dateModified", feed.updatedAt(), now);
    return feed.withContent(content(feed.content()))
        .dated(published, updated.isBefore(published) ? published : updated);
  }

  private ArticleContent content(ArticleContent feed) {
    String section = json.string("articleSection").map(Sections::slug).orElse("");
    List<String> topics = Drafts.topics(json.keywords().toList());
    String byline = Drafts.byline(json.strings("author").collect(Collectors.joining(", ")));
    return new ArticleContent(
        text(feed.text()),
        section.isEmpty() ? feed.section() : section,
        topics.isEmpty() ? feed.topics() : topics,
        byline == null ? feed.byline() : byline,
        json.image().orElse(feed.image()),
        related(),
        "true".equals(meta("paperround:breaking")),
        instant(meta("paperround:embargo")).orElse(null));
  }

  private ArticleText text(ArticleText feed) {
    return new ArticleText(
        words("headline", ArticleText.MAX_HEADLINE, feed.headline()),
        words("description", ArticleText.MAX_STANDFIRST, feed.standfirst()),
        marked("key-points", "li")
            .map(point -> PlainText.line(point.text(), ArticleText.MAX_POINT))
            .filter(point -> !point.isEmpty())
            .limit(ArticleText.MAX_POINTS)
            .toList(),
        body(feed),
        context("why-this-matters"),
        context("what-this-means-for-you"));
  }

  private String words(String property, int limit, String otherwise) {
    String words = json.string(property).map(text -> PlainText.ofHtml(text, limit)).orElse("");
    return words.isEmpty() ? otherwise : words;
  }

  private String body(ArticleText feed) {
    String body = json.string("articleBody").orElse("");
    String clean =
        body.contains("</")
            ? PlainText.paragraphs(body, ArticleText.MAX_BODY)
            : PlainText.plainParagraphs(body, ArticleText.MAX_BODY);
    return clean.isEmpty() ? feed.body() : clean;
  }

  /// The text under this mark. A heading inside it is the page's furniture: the mail has its own.
  private @Nullable String context(String mark) {
    Element element = page.selectFirst("[data-paperround=" + mark + "]");
    if (element == null) {
      return null;
    }
    Element copy = element.clone();
    copy.select("h1, h2, h3, h4, h5, h6").remove();
    String text = PlainText.line(copy.text(), ArticleText.MAX_CONTEXT);
    return text.isEmpty() ? null : text;
  }

  private List<String> related() {
    return marked("related", "a[href]")
        .flatMap(link -> WebAddress.resolve(location, link.attr("href")).stream())
        .map(address -> CanonicalUrl.of(address).url())
        .distinct()
        .limit(MAX_RELATED)
        .toList();
  }

  private Stream<Element> marked(String mark, String inside) {
    return page.select("[data-paperround=" + mark + "] " + inside).stream();
  }

  private String meta(String name) {
    Element element = page.selectFirst("meta[name=\"" + name + "\"]");
    return element == null ? "" : element.attr("content").strip();
  }

  private Instant date(String property, Instant otherwise, Instant now) {
    return json.string(property)
        .flatMap(ArticlePage::instant)
        .map(date -> Drafts.clamp(date, now))
        .orElse(otherwise);
  }

  /// ISO 8601 with a zone; anything else is as good as nothing.
  private static Optional<Instant> instant(String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
