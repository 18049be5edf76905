package org.paperround.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The NewsArticle of a page (schema.org, as JSON-LD 1.1 in a script element), wherever it hides:
/// at the top, in an array or in `@graph`.
record NewsArticleJson(JsonNode node) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TYPES =
      Set.of(
          "NewsArticle",
          "ReportageNewsArticle",
          "AnalysisNewsArticle",
          "BackgroundNewsArticle",
          "OpinionNewsArticle",
          "ReviewNewsArticle",
          "LiveBlogPosting",
          "Article");

  /// Of a page that has none: every property is absent.
  static final NewsArticleJson NONE = new NewsArticleJson(JSON.missingNode());

  static Optional<NewsArticleJson> find(Document page) {
    for (Element script : page.select("script[type=application/ld+json]")) {
      try {
        Optional<NewsArticleJson> found =
            flattened(JSON.readTree(script.data()))
                .filter(NewsArticleJson::isArticle)
                .findFirst()
                .map(NewsArticleJson::new);
        if (found.isPresent()) {
          return found;
        }
      } catch (JsonProcessingException _) {
        // One broken block does not spoil the others.
      }
    }
    return Optional.empty();
  }

  /// The words of a property: of a string, of each in an array, or of an object's name.
  Stream<String> strings(String property) {
    return values(node.path(property)).filter(text -> !text.isBlank());
  }

  Optional<String> string(String property) {
    return strings(property).findFirst();
  }

  /// Keywords come as an array, as one string with commas, or as DefinedTerm objects.
  Stream<String> keywords() {
    JsonNode keywords = node.path("keywords");
    return keywords.isTextual()
        ? Arrays.stream(keywords.asText().split(",")).map(String::strip)
        : strings("keywords");
  }

  /// The first image that is given: a string, an ImageObject or an array of either.
  Optional<ArticleImage> image() {
    JsonNode image = node.path("image");
    JsonNode first = image.isArray() ? image.path(0) : image;
    if (first.isTextual()) {
      return FeedImages.image(first.asText(), "", 0, 0);
    }
    String alt =
        Stream.of("caption", "description", "name")
            .map(name -> first.path(name).asText(""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("");
    String url = first.path("url").asText(first.path("contentUrl").asText(""));
    return FeedImages.image(
        url,
        PlainText.ofHtml(alt, 300),
        FeedImages.pixels(size(first.path("width"))),
        FeedImages.pixels(size(first.path("height"))));
  }

  private static String size(JsonNode value) {
    return value.isObject() ? value.path("value").asText("") : value.asText("");
  }

  private static Stream<JsonNode> flattened(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().flatMap(NewsArticleJson::flattened);
    }
    return Stream.concat(Stream.of(node), node.path("@graph").valueStream());
  }

  private static boolean isArticle(JsonNode node) {
    return values(node.path("@type")).anyMatch(TYPES::contains);
  }

  private static Stream<String> values(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().flatMap(NewsArticleJson::values);
    }
    return Stream.of(value.isObject() ? name(value) : value.asText(""));
  }

  private static String name(JsonNode thing) {
    String name = thing.path("name").asText("");
    return name.isBlank()
        ? (thing.path("givenName").asText("") + " " + thing.path("familyName").asText("")).strip()
        : name;
  }
}
