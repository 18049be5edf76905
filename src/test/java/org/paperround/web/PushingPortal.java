package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.article.Article;
import org.paperround.article.Articles;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import org.paperround.article.Story;

/// The portal "courier", which pushes its articles to a [Site] with a key of its own.
final class PushingPortal implements BeforeEachCallback, AfterEachCallback {
  static final String ONE = "/api/v1/articles";
  static final String BULK = "/api/v1/articles/bulk";
  private static final ObjectMapper JSON = new ObjectMapper();

  final Site site = new Site();

  private @Nullable String key;

  @Override
  public void beforeEach(ExtensionContext context) {
    site.beforeEach(context);
    define("courier");
    key = key("courier");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    site.afterEach(context);
  }

  /// With which it pushes.
  String key() {
    return Objects.requireNonNull(key, "the portal lives only during a test");
  }

  /// An article as it is pushed; `more` are fields after a comma.
  static String article(String path, String headline, String more) {
    return "{\"url\": \"https://courier.example/%s\", \"headline\": \"%s\"%s}"
        .formatted(path, headline, more);
  }

  /// A source that pushes.
  void define(String slug) {
    SourceSettings settings =
        new SourceSettings(
            SourceKind.PUSH, 300, null, List.of("uk-politics=politics"), PageSelectors.STANDARD);
    articles()
        .define(
            new SourceDefinition(
                slug,
                "The " + slug,
                slug,
                "https://" + slug + ".example/",
                true,
                1,
                "news",
                settings));
  }

  /// A new key of the source.
  String key(String slug) {
    return articles().newKey(slug, new Random(1)).orElseThrow().key();
  }

  Articles articles() {
    return site.engine().articles();
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, "application/json", "Bearer " + key());
  }

  HttpResponse<String> delete(String query) {
    return send("DELETE", ONE + query, "", "text/plain", "Bearer " + key());
  }

  HttpResponse<String> send(
      String method, String path, String body, String type, String authorization) {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
    return site.send(method, path, publisher, "Content-Type", type, "Authorization", authorization);
  }

  static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<Story> all() {
    Instant now = Site.NOW.plus(Duration.ofSeconds(1));
    return articles().developedBetween(Instant.EPOCH, now);
  }

  /// The only article there is.
  Article only() {
    assertThat(all()).hasSize(1);
    assertThat(all().getFirst().articles()).hasSize(1);
    return all().getFirst().representative();
  }
}
