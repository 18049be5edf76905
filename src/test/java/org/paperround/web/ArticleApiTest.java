package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.article.Article;
import org.paperround.article.ArticleImage;
import org.paperround.article.Articles;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceKey;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import org.paperround.article.Story;
import org.paperround.platform.database.Wakeups;

/// Portals push their articles, and learn of each what became of it.
class ArticleApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE = "/api/v1/articles";
  private static final String BULK = "/api/v1/articles/bulk";
  private static final String URL = "https://www.courier.example/politics/rail";
  private static final String WHOLE =
      """
      {"url": "https://www.courier.example/politics/rail?utm_source=cms", "externalId": "cms-17",
       "headline": "Rail pay talks <b>resume</b> in Leeds\\r\\nBcc: x",
       "standfirst": "Two strike days are suspended.",
       "keyPoints": ["Offer is <b>4.2</b> per cent.", " "],
       "body": "<p>First.</p><script>alert(1)</script><p>Second &amp; last.</p>",
       "whyItMatters": "11 days lost.", "whatItMeans": "Check first.",
       "section": "UK Politics", "topics": ["Rail", "Strikes"], "byline": "By Fergus McAlpin",
       "image": {"url": "https://www.courier.example/i.png", "alt": "A platform", "width": 1200,
                 "height": 675},
       "breaking": true, "publishedAt": "2026-06-01T04:00:00Z",
       "updatedAt": "2026-06-01T06:30:00+02:00", "embargoedUntil": null}
      """;

  @RegisterExtension final Site site = new Site();

  private String key;

  @BeforeEach
  void define() {
    define("courier");
    key = key("courier");
  }

  @Test
  void aPushedArticleIsStoredWholeAndCleaned() {
    HttpResponse<String> answer = post(ONE, WHOLE);

    Article article = only();
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"result": "created", "id": %s, "story": %s, "revision": 1, "url": "%s"}
                """
                    .formatted(article.id(), article.story(), URL)));
    assertThat(article)
        .isEqualTo(
            new Article(
                article.id(),
                article.story(),
                article.source(),
                "courier",
                1,
                true,
                URL,
                "Rail pay talks resume in Leeds Bcc: x",
                "Two strike days are suspended.",
                List.of("Offer is 4.2 per cent."),
                "First.\n\nSecond & last.",
                "11 days lost.",
                "Check first.",
                "politics",
                List.of("Rail", "Strikes"),
                "Fergus McAlpin",
                new ArticleImage("https://www.courier.example/i.png", "A platform", 1200, 675),
                List.of(),
                true,
                Instant.parse("2026-06-01T04:00:00Z"),
                Instant.parse("2026-06-01T04:30:00Z"),
                null,
                null,
                1));
  }

  @Test
  void theSameAgainChangesNothingAndAnUpdateReplacesButKeepsWhenItWasFirstPublished() {
    post(ONE, WHOLE);
    assertThat(result(post(ONE, WHOLE))).isEqualTo("200 unchanged 1");

    String comma =
        WHOLE.replace("Two strike days are", "Two strike days, are").replace("04:00", "03:00");
    assertThat(result(post(ONE, comma))).isEqualTo("200 updated 1");
    String moved =
        """
        {"url": "https://www.courier.example/politics/rail-deal", "externalId": "cms-17",
         "headline": "Rail deal signed: trains run again"}
        """;
    assertThat(result(post(ONE, moved))).isEqualTo("200 updated 2");

    assertThat(only())
        .returns("https://www.courier.example/politics/rail-deal", Article::url)
        .returns("", Article::body)
        .returns(null, Article::image)
        .returns(Instant.parse("2026-06-01T04:00:00Z"), Article::publishedAt)
        .returns(Site.NOW, Article::updatedAt);
  }

  @Test
  void anOlderVersionThatComesLateDoesNotReplaceANewerOne() {
    post(ONE, article("a", "Second", ", \"updatedAt\": \"2026-06-01T04:30:00Z\""));

    assertThat(
            result(post(ONE, article("a", "First", ", \"updatedAt\": \"2026-06-01T04:00:00Z\""))))
        .isEqualTo("200 unchanged 1");
    assertThat(only().headline()).isEqualTo("Second");
  }

  @Test
  void datesThatCannotBeAreTakenAsNow() {
    post(ONE, article("a", "Later", ", \"publishedAt\": \"2031-01-01T00:00:00Z\""));
    assertThat(only()).returns(Site.NOW, Article::publishedAt);
  }

  @Test
  void everyProblemIsNamedWithItsField() {
    HttpResponse<String> answer =
        post(
            ONE,
            """
            {"url": "mailto:x@y.example", "externalId": "a\\u0000b", "headline": " ", "standfirst": 7,
             "keyPoints": ["a", 2], "topics": "Rail", "image": {"url": "http://x.example/i", "size": 1},
             "breaking": "yes", "publishedAt": "yesterday", "body": "%s", "title": "T", "colour": 1}
            """
                .formatted("x ".repeat(26_000)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("result").asText()).isEqualTo("refused");
    assertThat(json(answer).path("problems").valueStream().map(ArticleApiTest::problem))
        .containsExactlyInAnyOrder(
            "title: there is no such field; did you mean headline?",
            "colour: there is no such field; there are body, breaking, byline, embargoedUntil,"
                + " externalId, headline, image, keyPoints, publishedAt, section, standfirst,"
                + " topics, updatedAt, url, whatItMeans, whyItMatters",
            "url: must be an absolute http or https address of at most 2000 characters",
            "externalId: must have 1 to 500 characters and no line ends or controls",
            "headline: is missing, or has no words",
            "standfirst: must be a text",
            "keyPoints[1]: must be a text",
            "topics: must be a list of texts",
            "image.size: there is no such field; there are alt, height, url, width",
            "image.url: must be an absolute https address: mails show no other pictures",
            "breaking: must be true or false",
            "publishedAt: must be a time with its zone, such as 2026-03-01T08:00:00Z",
            "body: has 51999 characters; at most 50000 are taken");
    assertThat(all()).isEmpty();
  }

  @Test
  void oneBadArticleOfABulkLosesNoOther() {
    site.database
        .get()
        .useTransaction(
            handle -> handle.execute("ALTER TABLE article ADD CHECK (headline <> 'Poison')"));
    post(ONE, article("b", "Storm Edda floods villages", ""));

    HttpResponse<String> answer =
        post(
            BULK,
            "{\"articles\": ["
                + String.join(
                    ",",
                    article("a", "Rail talks", ""),
                    article("b", "Storm Edda floods villages", ""),
                    "{}",
                    "7",
                    article("c", "Poison", ""),
                    article("a", "Rail talks twice", ""),
                    article("d", "Museum opens", ""))
                + "]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("articles").valueStream().map(one -> one.path("result").asText()))
        .containsExactly(
            "created", "unchanged", "refused", "refused", "refused", "refused", "created");
    assertThat(json(answer).path("articles").get(5).path("problems").get(0).toString())
        .contains("url", "article 0 of this request");
    assertThat(json(answer).path("created").asInt()).isEqualTo(2);
    assertThat(json(answer).path("refused").asInt()).isEqualTo(4);
    assertThat(all())
        .extracting(story -> story.representative().headline())
        .containsExactlyInAnyOrder("Rail talks", "Storm Edda floods villages", "Museum opens");
  }

  @Test
  void twoOfABulkThatAreOneStoredArticleAreNotBothStored() {
    post(ONE, article("a", "Rail talks", ", \"externalId\": \"1\""));

    HttpResponse<String> answer =
        post(
            BULK,
            "{\"articles\": ["
                + article("a", "Rail talks begin anew", "")
                + ","
                + article("b", "Rail talks moved", ", \"externalId\": \"1\"")
                + "]}");

    assertThat(json(answer).path("articles").valueStream().map(one -> one.path("result").asText()))
        .containsExactly("updated", "refused");
    assertThat(only().headline()).isEqualTo("Rail talks begin anew");
  }

  @Test
  void withoutALiveKeyOfAnActiveSourceNothingIsTaken() {
    SourceKey.New other = articles().newKey("courier", new Random(2)).orElseThrow();
    for (String wrong :
        List.of(
            "",
            "Bearer",
            "Basic " + key,
            "Bearer x",
            "Bearer " + other.key() + "x",
            "Bearer prk_1_" + other.key().substring(other.key().lastIndexOf('_') + 1))) {
      HttpResponse<String> answer = send("POST", ONE, WHOLE, "application/json", wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    assertThat(articles().revokeKey("courier", other.number())).isTrue();
    assertThat(send("POST", ONE, WHOLE, "application/json", "Bearer " + other.key()).statusCode())
        .isEqualTo(401);
    articles().remove("courier");
    assertThat(post(ONE, WHOLE).statusCode()).isEqualTo(403);

    assertThat(all()).isEmpty();
  }

  @Test
  void ofAKeyOnlyTheHashIsStored() {
    String secret = key.substring(key.lastIndexOf('_') + 1);
    String table =
        site.database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT string_agg(k::text, ' ') FROM source_key k")
                    .mapTo(String.class)
                    .one());
    assertThat(table).doesNotContain(secret);
    assertThat(articles().newKey("nobody", new Random(1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|application/json|{\"url\": ",
        "400|application/json|''",
        "400|application/json|{} {}",
        "400|application/json|{\"url\": \"a\", \"url\": \"b\"}",
        "415|text/plain|{}",
        "415|application/x-www-form-urlencoded|url=a",
        "422|application/json; charset=utf-8|[]",
      })
  void whatIsNoJsonArticleIsRefusedInJson(int status, String type, String body) {
    HttpResponse<String> answer = send("POST", ONE, body, type, "Bearer " + key);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).isObject()).isTrue();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  void aBulkMayBeLargeButNotTooLarge() {
    String long1 = article("a", "Rail talks", ", \"body\": \"" + "word ".repeat(9_000) + "\"");
    assertThat(post(BULK, "{\"articles\": [" + long1 + "]}").statusCode()).isEqualTo(200);

    HttpResponse<String> many = post(BULK, "{\"articles\": [" + "{},".repeat(100) + "{}]}");
    assertThat(many.statusCode()).isEqualTo(413);
    assertThat(json(many).path("error").asText()).contains("101 articles", "at most 100");
    assertThat(post(BULK, "[]").statusCode()).isEqualTo(422);
    assertThat(post(BULK, "{\"articles\": [], \"more\": 1}").statusCode()).isEqualTo(422);
    assertThat(post(BULK, "{\"articles\": []}").statusCode()).isEqualTo(200);

    HttpResponse<String> unknownLength =
        site.send(
            "POST",
            ONE,
            HttpRequest.BodyPublishers.ofInputStream(() ->
                new java.io.ByteArrayInputStream(
                    "x".repeat(Body.MAX_BYTES + 1).getBytes(StandardCharsets.US_ASCII))),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + key);
    assertThat(unknownLength.statusCode()).isEqualTo(413);
    assertThat(json(unknownLength).path("error").asText()).contains("5000000 bytes");
  }

  @Test
  void anArticleThatAnotherSourceBroughtIsNotTakenOver() {
    define("ledger");
    send(
        "POST", ONE, article("a", "Rail talks", ""), "application/json", "Bearer " + key("ledger"));

    HttpResponse<String> answer = post(ONE, article("a", "Mine", ""));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("error").asText()).contains("Another source brought");
    assertThat(only().headline()).isEqualTo("Rail talks");
  }

  @Test
  void anArticleIsTakenBackByItsAddressOrIdAndStaysAway() {
    post(ONE, article("a", "Rail talks", ", \"externalId\": \"1\""));
    post(ONE, article("b", "Storm Edda", ", \"externalId\": \"2\""));

    assertThat(delete("?externalId=1").statusCode()).isEqualTo(200);
    assertThat(json(delete("?externalId=1")).path("result").asText()).isEqualTo("unchanged");
    assertThat(json(delete("?url=http://courier.example/b%3Futm_source=x")).path("result").asText())
        .isEqualTo("retracted");
    assertThat(delete("?externalId=3").statusCode()).isEqualTo(404);
    assertThat(delete("?url=nonsense").statusCode()).isEqualTo(404);
    assertThat(delete("").statusCode()).isEqualTo(422);
    assertThat(all()).isEmpty();

    HttpResponse<String> again = post(ONE, article("a", "Rail talks go on", ""));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(all()).isEmpty();
  }

  @Test
  void aSourceCannotTakeBackAnothersArticle() {
    post(ONE, article("a", "Rail talks", ""));
    define("ledger");
    String other = "Bearer " + key("ledger");

    assertThat(
            send("DELETE", ONE + "?url=https://courier.example/a", "", "text/plain", other)
                .statusCode())
        .isEqualTo(404);
    assertThat(all()).hasSize(1);
  }

  @Test
  void aPushedArticleWakesTheEditions() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    try (Wakeups wakeups = new Wakeups(site.database.get())) {
      CountDownLatch listening = new CountDownLatch(1);
      wakeups.on("probe", listening::countDown);
      wakeups.on("article", woken::countDown);
      wakeups.start();
      while (!listening.await(100, TimeUnit.MILLISECONDS)) {
        site.database.get().useTransaction(handle -> Wakeups.announce(handle, "probe"));
      }
      post(ONE, WHOLE);

      assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String article(String path, String headline, String more) {
    return "{\"url\": \"https://courier.example/%s\", \"headline\": \"%s\"%s}"
        .formatted(path, headline, more);
  }

  private void define(String slug) {
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

  private String key(String slug) {
    return articles().newKey(slug, new Random(1)).orElseThrow().key();
  }

  private Articles articles() {
    return site.engine().articles();
  }

  private HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, "application/json", "Bearer " + key);
  }

  private HttpResponse<String> delete(String query) {
    return send("DELETE", ONE + query, "", "text/plain", "Bearer " + key);
  }

  private HttpResponse<String> send(
      String method, String path, String body, String type, String authorization) {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
    return site.send(method, path, publisher, "Content-Type", type, "Authorization", authorization);
  }

  private static String result(HttpResponse<String> answer) {
    JsonNode json = json(answer);
    return answer.statusCode()
        + " "
        + json.path("result").asText()
        + " "
        + json.path("revision").asInt();
  }

  private static String problem(JsonNode problem) {
    return problem.path("field").asText() + ": " + problem.path("problem").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Story> all() {
    Instant now = Site.NOW.plus(Duration.ofSeconds(1));
    return articles().developedBetween(Instant.EPOCH, now);
  }

  private Article only() {
    assertThat(all()).hasSize(1);
    assertThat(all().getFirst().articles()).hasSize(1);
    return all().getFirst().representative();
  }
}
