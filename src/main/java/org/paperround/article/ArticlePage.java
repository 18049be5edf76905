package org.paperround.article;

import java.net.URI;
import java.time.Instant;
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

/// The page of an article (docs/reference/article-pages.md): schema.org NewsArticle as JSON-LD,
/// meta elements, the visible heading and paragraphs, and the portal's own marks: `data-paperround`
/// attributes for key points, why this matters, what this means for you and related articles, or
/// what the source's selectors name instead; `paperround:` meta elements for breaking news and
/// embargo.
record ArticlePage(
    URI location,
    Document page,
    NewsArticleJson json,
    PageMetadata metadata,
    boolean ownPortal,
    SourceSettings settings) {
  /// Empty when the page describes no article.
  static Optional<ArticlePage> of(Fetch.Fetched fetched, SourceRow source) {
    String html = Markup.ofPage(FeedCharset.decode(fetched.body(), fetched.contentType()));
    Document page = Jsoup.parse(html, fetched.location().toString());
    Optional<NewsArticleJson> found = NewsArticleJson.find(page);
    String body = source.settings().selectors().bodySelector();
    boolean isArticle =
        found.isPresent()
            || PageMeta.values(page, "og:type").anyMatch("article"::equals)
            || (body != null && page.selectFirst(body) != null);
    NewsArticleJson json = found.orElse(NewsArticleJson.NONE);
    return isArticle
        ? Optional.of(
            new ArticlePage(
                fetched.location(),
                page,
                json,
                PageMetadata.of(page, json),
                source.ownPortal(),
                source.settings()))
        : Optional.empty();
  }

  /// The draft with what the page says over what the feed says.
  ArticleDraft over(ArticleDraft feed, Instant now) {
    Instant published =
        date(PageDates.stated(page, json.strings("datePublished")), feed.publishedAt(), now);
    Instant updated =
        date(WebTimes.firstZoned(json.strings("dateModified")), feed.updatedAt(), now);
    return feed.withContent(content(feed.content())).dated(published, updated);
  }

  private ArticleContent content(ArticleContent feed) {
    String section = Sections.slug(metadata.section());
    List<String> topics = Drafts.topics(json.keywords().toList());
    return new ArticleContent(
        text(feed.text()),
        section.isEmpty() ? feed.section() : settings.sections().mapped(section),
        topics.isEmpty() ? feed.topics() : topics,
        byline(feed.byline()),
        json.image().or(this::metaImage).orElse(feed.image()),
        related(),
        // Only the portal itself may set off an alert by its page.
        ownPortal && "true".equals(meta("paperround:breaking")),
        WebTimes.zoned(meta("paperround:embargo")).orElse(null));
  }

  /// Stated authors stand over the feed's, and the feed's over what only looks like a byline.
  private @Nullable String byline(@Nullable String feed) {
    String stated =
        Drafts.byline(String.join(", ", PageAuthors.stated(page, json.strings("author"))));
    if (stated != null) {
      return stated;
    }
    return feed == null ? Drafts.byline(String.join(", ", metadata.authors())) : feed;
  }

  private ArticleText text(ArticleText feed) {
    return new ArticleText(
        metadata.title().isEmpty() ? feed.headline() : metadata.title(),
        standfirst(feed.standfirst()),
        keyPoints()
            .map(point -> PlainText.line(point.text(), ArticleText.MAX_POINT))
            .filter(point -> !point.isEmpty())
            .limit(ArticleText.MAX_POINTS)
            .toList(),
        body(feed),
        context(settings.selectors().whyItMattersSelector(), "why-this-matters"),
        context(settings.selectors().whatItMeansSelector(), "what-this-means-for-you"));
  }

  /// The source's selector may name the points, or the list that holds them.
  private Stream<Element> keyPoints() {
    String selector = settings.selectors().keyPointsSelector();
    if (selector == null) {
      return marked("key-points", "li");
    }
    return page.select(selector).stream()
        .flatMap(element -> {
          List<Element> points = element.select("li");
          return points.isEmpty() ? Stream.of(element) : points.stream();
        })
        .distinct();
  }

  private String standfirst(String otherwise) {
    return Stream.concat(
            json.strings("description"), PageMeta.values(page, "og:description", "description"))
        .map(text -> PlainText.ofHtml(text, ArticleText.MAX_STANDFIRST))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(otherwise);
  }

  private Optional<ArticleImage> metaImage() {
    return PageMeta.values(page, "og:image:secure_url", "og:image", "twitter:image")
        .findFirst()
        .flatMap(url ->
            FeedImages.image(
                url,
                PageMeta.values(page, "og:image:alt", "twitter:image:alt").findFirst().orElse(""),
                FeedImages.pixels(meta("og:image:width")),
                FeedImages.pixels(meta("og:image:height"))));
  }

  /// Where the source's selector says, as the structured data have it, else the paragraphs that can
  /// be seen, else what the feed has.
  private String body(ArticleText feed) {
    String selected = selected();
    if (!selected.isEmpty()) {
      return selected;
    }
    String clean = PlainText.body(json.string("articleBody").orElse(""), ArticleText.MAX_BODY);
    if (clean.isEmpty()) {
      clean = PlainText.plainParagraphs(visible(), ArticleText.MAX_BODY);
    }
    return clean.length() > feed.body().length() / 2 ? clean : feed.body();
  }

  /// The main text in the place that the source's selector names, or nothing.
  private String selected() {
    String selector = settings.selectors().bodySelector();
    if (selector == null) {
      return "";
    }
    String text =
        page.select(selector).stream()
            .map(element -> PlainText.paragraphs(bare(element).outerHtml(), ArticleText.MAX_BODY))
            .collect(Collectors.joining("\n"));
    return PlainText.plainParagraphs(text, ArticleText.MAX_BODY);
  }

  /// Without what is no text of the article.
  private static Element bare(Element element) {
    Element copy = element.clone();
    copy.select("aside, nav, footer, header, figure, form, script, style, [data-paperround]")
        .remove();
    return copy;
  }

  private String visible() {
    for (String place : List.of("[itemprop=articleBody]", "article", "main")) {
      Element element = page.selectFirst(place);
      if (element != null) {
        Element copy = bare(element);
        String text =
            copy.select("p").stream()
                .map(Element::text)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        if (!text.isEmpty()) {
          return text;
        }
      }
    }
    return "";
  }

  /// The text in the place that the source's selector names, else under this mark. A heading inside
  /// it is the page's furniture: the mail has its own.
  private @Nullable String context(@Nullable String selector, String mark) {
    Element element =
        page.selectFirst(selector == null ? "[data-paperround=" + mark + "]" : selector);
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
        .limit(ArticleContent.MAX_RELATED)
        .toList();
  }

  private Stream<Element> marked(String mark, String inside) {
    return page.select("[data-paperround=" + mark + "] " + inside).stream();
  }

  private String meta(String name) {
    return PageMeta.values(page, name).findFirst().orElse("");
  }

  /// A date that cannot be right is no better than the feed's.
  private static Instant date(Optional<Instant> stated, Instant otherwise, Instant now) {
    return stated.filter(date -> Drafts.clamp(date, now).equals(date)).orElse(otherwise);
  }
}
