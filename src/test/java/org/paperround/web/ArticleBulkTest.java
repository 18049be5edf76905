package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.web.PushingPortal.BULK;
import static org.paperround.web.PushingPortal.ONE;
import static org.paperround.web.PushingPortal.article;
import static org.paperround.web.PushingPortal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Portals push many articles at once, and learn of each what became of it.
class ArticleBulkTest {
  @RegisterExtension final PushingPortal portal = new PushingPortal();

  @Test
  void oneBadArticleOfABulkLosesNoOther() {
    portal
        .site
        .database
        .get()
        .useTransaction(
            handle -> handle.execute("ALTER TABLE article ADD CHECK (headline <> 'Poison')"));
    portal.post(ONE, article("b", "Storm Edda floods villages", ""));

    HttpResponse<String> answer =
        portal.post(
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
    assertThat(portal.all())
        .extracting(story -> story.representative().headline())
        .containsExactlyInAnyOrder("Rail talks", "Storm Edda floods villages", "Museum opens");
  }

  @Test
  void twoOfABulkThatAreOneStoredArticleAreNotBothStored() {
    portal.post(ONE, article("a", "Rail talks", ", \"externalId\": \"1\""));

    HttpResponse<String> answer =
        portal.post(
            BULK,
            "{\"articles\": ["
                + article("a", "Rail talks begin anew", "")
                + ","
                + article("b", "Rail talks moved", ", \"externalId\": \"1\"")
                + "]}");

    assertThat(json(answer).path("articles").valueStream().map(one -> one.path("result").asText()))
        .containsExactly("updated", "refused");
    assertThat(portal.only().headline()).isEqualTo("Rail talks begin anew");
  }

  @Test
  void whateverIsInABulkIsStoredOrRefusedAndNoFaultOfOurs() {
    List<String> odd =
        List.of(
            "{\"headline\": \"Without address\"}",
            article("u" + "\u5217".repeat(700), "Long when it is escaped", ""),
            article("s?a=b|c&&&=&%zz#!x#", "Strange address", ""),
            "{\"url\": \"https://[::1]:99999/\", \"headline\": \"Numbers\"}",
            "{\"url\": \"https://a..b./%2e%2e/../x\", \"headline\": \"Dots\"}",
            article("controls", "Half\\ud83d a\\u0000b\\ufffe \\udbff\\udfff", ""),
            article("section", "Cut", ", \"section\": \"a" + "\\ud801\\udc00".repeat(39) + "\""),
            article("late", "Late", ", \"embargoedUntil\": \"+300000-01-01T00:00:00Z\""),
            article("early", "Early", ", \"embargoedUntil\": \"-9000-01-01T00:00:00Z\""),
            article("dates", "Dates", ", \"publishedAt\": \"+999999999-12-31T23:59:59-18:00\""),
            article("size", "Size", ", \"image\": {\"url\": \"https://a\", \"width\": 1e999}"),
            article("id", "Id", ", \"externalId\": \"" + "\\ud83d\\ude00".repeat(250) + "\""),
            article("half", "Half", ", \"externalId\": \"\\ud83d\""),
            article("deep", "Deep", ", \"body\": \"" + "<blockquote>".repeat(20_000) + "\""),
            "[[[[]]]]");

    HttpResponse<String> answer =
        portal.post(BULK, "{\"articles\": [" + String.join(",", odd) + "]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("articles").valueStream().map(one -> one.path("result").asText()))
        .hasSize(odd.size())
        .containsOnly("created", "refused");
    assertThat(answer.body()).doesNotContain("A fault of ours");
  }

  @Test
  void theProblemsOfABulkAreNamedOnlyUpToALimitAndTheOthersCounted() {
    String bad =
        "{"
            + IntStream.range(0, 60)
                .mapToObj(i -> "\"colour" + i + "\": 1")
                .collect(Collectors.joining(","))
            + "}";

    JsonNode answer =
        json(portal.post(BULK, "{\"articles\": [" + (bad + ",").repeat(99) + bad + "]}"));

    assertThat(answer.path("refused").asInt()).isEqualTo(100);
    assertThat(answer.path("articles").valueStream().limit(10))
        .allSatisfy(one -> {
          assertThat(one.path("problems")).hasSize(50);
          assertThat(one.path("moreProblems").asInt()).isEqualTo(12);
        });
    assertThat(answer.path("articles").valueStream().skip(10))
        .allSatisfy(one -> {
          assertThat(one.path("problems")).hasSize(1);
          assertThat(one.path("moreProblems").asInt()).isEqualTo(61);
        });
  }

  @Test
  void aBulkMayBeLargeButNotTooLarge() {
    String long1 = article("a", "Rail talks", ", \"body\": \"" + "word ".repeat(9_000) + "\"");
    assertThat(portal.post(BULK, "{\"articles\": [" + long1 + "]}").statusCode()).isEqualTo(200);

    HttpResponse<String> many = portal.post(BULK, "{\"articles\": [" + "{},".repeat(100) + "{}]}");
    assertThat(many.statusCode()).isEqualTo(413);
    assertThat(json(many).path("error").asText()).contains("101 articles", "at most 100");
    assertThat(portal.post(BULK, "[]").statusCode()).isEqualTo(422);
    assertThat(portal.post(BULK, "{\"articles\": [], \"more\": 1}").statusCode()).isEqualTo(422);
    assertThat(portal.post(BULK, "{\"articles\": []}").statusCode()).isEqualTo(200);

    HttpResponse<String> unknownLength =
        portal.site.send(
            "POST",
            ONE,
            HttpRequest.BodyPublishers.ofInputStream(() ->
                new java.io.ByteArrayInputStream(
                    "x".repeat(Body.MAX_BYTES + 1).getBytes(StandardCharsets.US_ASCII))),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + portal.key());
    assertThat(unknownLength.statusCode()).isEqualTo(413);
    assertThat(json(unknownLength).path("error").asText()).contains("5000000 bytes");
  }
}
