package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.web.PushingPortal.ONE;
import static org.paperround.web.PushingPortal.article;
import static org.paperround.web.PushingPortal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.article.Article;
import org.paperround.article.ArticleImage;
import org.paperround.article.SourceKey;
import org.paperround.platform.database.Wakeups;

/// Portals push their articles, and learn of each what became of it.
class ArticleApiTest {
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

  @RegisterExtension final PushingPortal portal = new PushingPortal();

  @Test
  void aPushedArticleIsStoredWholeAndCleaned() {
    HttpResponse<String> answer = portal.post(ONE, WHOLE);

    Article article = portal.only();
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
    portal.post(ONE, WHOLE);
    assertThat(result(portal.post(ONE, WHOLE))).isEqualTo("200 unchanged 1");

    String comma =
        WHOLE.replace("Two strike days are", "Two strike days, are").replace("04:00", "03:00");
    assertThat(result(portal.post(ONE, comma))).isEqualTo("200 updated 1");
    String moved =
        """
        {"url": "https://www.courier.example/politics/rail-deal", "externalId": "cms-17",
         "headline": "Rail deal signed: trains run again"}
        """;
    assertThat(result(portal.post(ONE, moved))).isEqualTo("200 updated 2");

    assertThat(portal.only())
        .returns("https://www.courier.example/politics/rail-deal", Article::url)
        .returns("", Article::body)
        .returns(null, Article::image)
        .returns(Instant.parse("2026-06-01T04:00:00Z"), Article::publishedAt)
        .returns(Site.NOW, Article::updatedAt);
  }

  @Test
  void anOlderVersionThatComesLateDoesNotReplaceANewerOne() {
    portal.post(ONE, article("a", "Second", ", \"updatedAt\": \"2026-06-01T04:30:00Z\""));

    assertThat(
            result(
                portal.post(
                    ONE, article("a", "First", ", \"updatedAt\": \"2026-06-01T04:00:00Z\""))))
        .isEqualTo("200 unchanged 1");
    assertThat(portal.only().headline()).isEqualTo("Second");
  }

  @Test
  void datesThatCannotBeAreTakenAsNow() {
    portal.post(ONE, article("a", "Later", ", \"publishedAt\": \"2031-01-01T00:00:00Z\""));
    assertThat(portal.only()).returns(Site.NOW, Article::publishedAt);
  }

  @Test
  void everyProblemIsNamedWithItsField() {
    HttpResponse<String> answer =
        portal.post(
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
                + " externalId, headline, image, keyPoints, publishedAt, related, section,"
                + " standfirst, topics, updatedAt, url, whatItMeans, whyItMatters",
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
    assertThat(portal.all()).isEmpty();
  }

  @Test
  void withoutALiveKeyOfAnActiveSourceNothingIsTaken() {
    SourceKey.New other = portal.articles().newKey("courier", new Random(2)).orElseThrow();
    for (String wrong :
        List.of(
            "",
            "Bearer",
            "Basic " + portal.key(),
            "Bearer x",
            "Bearer " + other.key() + "x",
            "Bearer prk_1_" + other.key().substring(other.key().lastIndexOf('_') + 1))) {
      HttpResponse<String> answer = portal.send("POST", ONE, WHOLE, "application/json", wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    assertThat(portal.articles().revokeKey("courier", other.number())).isTrue();
    assertThat(
            portal
                .send("POST", ONE, WHOLE, "application/json", "Bearer " + other.key())
                .statusCode())
        .isEqualTo(401);
    portal.articles().remove("courier");
    assertThat(portal.post(ONE, WHOLE).statusCode()).isEqualTo(403);

    assertThat(portal.all()).isEmpty();
  }

  @Test
  void ofAKeyOnlyTheHashIsStored() {
    String secret = portal.key().substring(portal.key().lastIndexOf('_') + 1);
    String table =
        portal
            .site
            .database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT string_agg(k::text, ' ') FROM source_key k")
                    .mapTo(String.class)
                    .one());
    byte[] bytes = Base64.getUrlDecoder().decode(secret);
    assertThat(table)
        .as("neither it nor its bytes, which the table's column would show as hex")
        .doesNotContain(
            secret,
            HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)),
            HexFormat.of().formatHex(bytes));
    assertThat(portal.articles().newKey("nobody", new Random(1))).isEmpty();
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
        "415|;|{}",
        "415|application/x-www-form-urlencoded|url=a",
        "422|application/json; charset=utf-8|[]",
      })
  void whatIsNoJsonArticleIsRefusedInJson(int status, String type, String body) {
    HttpResponse<String> answer = portal.send("POST", ONE, body, type, "Bearer " + portal.key());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).isObject()).isTrue();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  void anArticleThatAnotherSourceBroughtIsNotTakenOver() {
    portal.define("ledger");
    portal.send(
        "POST",
        ONE,
        article("a", "Rail talks", ""),
        "application/json",
        "Bearer " + portal.key("ledger"));

    HttpResponse<String> answer = portal.post(ONE, article("a", "Mine", ""));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("error").asText()).contains("Another source brought");
    assertThat(portal.only().headline()).isEqualTo("Rail talks");
  }

  @Test
  void aPushedArticleWakesTheEditions() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    try (Wakeups wakeups = new Wakeups(portal.site.database.get())) {
      CountDownLatch listening = new CountDownLatch(1);
      wakeups.on("probe", listening::countDown);
      wakeups.on("article", woken::countDown);
      wakeups.start();
      while (!listening.await(100, TimeUnit.MILLISECONDS)) {
        portal.site.database.get().useTransaction(handle -> Wakeups.announce(handle, "probe"));
      }
      portal.post(ONE, WHOLE);

      assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
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
}
