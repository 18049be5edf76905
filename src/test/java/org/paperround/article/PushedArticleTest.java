package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperround.article.PushOutcome.Problem;

/// A pushed article is made into a draft, or refused with its problems, whatever is in it.
class PushedArticleTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");

  @Test
  void fiftyProblemsAreNamedAndTheOthersCountedAndTheKnownFieldsAreSaidOnce() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < 10_000; i++) {
      object.put("colour" + i, 1);
    }

    PushOutcome.Refused refusal = refusal(object);

    assertThat(refusal.problems()).hasSize(50);
    assertThat(refusal.more()).isEqualTo(10_002 - 50);
    assertThat(refusal.problems().subList(0, 2))
        .as("what it lacks is not lost among them")
        .extracting(Problem::field)
        .containsExactly("url", "headline");
    assertThat(refusal.problems().get(2).sentence())
        .startsWith("there is no such field; there are body, breaking, ");
    assertThat(refusal.problems().subList(3, 50))
        .extracting(Problem::sentence)
        .containsOnly("there is no such field");
  }

  @Test
  void onlyThePortalItselfIsBelievedThatNewsIsBreaking() {
    ObjectNode object = article().put("breaking", true);

    assertThat(draft(object, source(true)).content().breaking()).isTrue();
    assertThat(draft(object, source(false)).content().breaking()).isFalse();
  }

  @Test
  void anArticleWithoutAddressIsRefusedForThatWhateverItsSourcesAddress() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("headline", "Rail talks");

    assertThat(refusal(object))
        .isEqualTo(
            new PushOutcome.Refused(
                List.of(
                    new Problem(
                        "url", "is missing: the address at which readers find the article")),
                0));
  }

  @Test
  void whatCannotBeStoredIsRefused() {
    assertThat(refusal(article().put("url", "https://courier.example/" + "列".repeat(700))))
        .isEqualTo(
            new PushOutcome.Refused(
                List.of(
                    new Problem(
                        "url",
                        "must be an absolute http or https address of at most 2000 characters")),
                0));
    assertThat(refusal(article().put("embargoedUntil", "+300000-01-01T00:00:00Z")))
        .isEqualTo(
            new PushOutcome.Refused(
                List.of(
                    new Problem(
                        "embargoedUntil",
                        "must be a time with its zone, such as 2026-03-01T08:00:00Z")),
                0));
  }

  @Test
  void markupIsReadOnlyUpToALimit() {
    ObjectNode object = article().put("body", "<p>" + "<i></i>".repeat(40_000) + "</p>");
    object.putArray("topics").add("<b>".repeat(90_000));

    assertThat(refusal(object))
        .isEqualTo(
            new PushOutcome.Refused(
                List.of(
                    new Problem(
                        "body", "has 280007 characters of markup; at most 250000 are taken"),
                    new Problem(
                        "topics[0]", "has 270000 characters of markup; at most 250000 are taken")),
                0));
  }

  @Test
  void relatedArticlesAreAddressesAndAtMostTwelve() {
    ObjectNode object = article();
    object
        .putArray("related")
        .add("https://courier.example/b?utm_source=x&id=1")
        .add("https://courier.example/b?id=1")
        .add("https://courier.example/c");
    assertThat(draft(object, source(true)).content().related())
        .containsExactly("https://courier.example/b?id=1", "https://courier.example/c");

    object.putArray("related").add("/b").add(7);
    assertThat(refusal(object).problems())
        .containsExactly(
            new Problem(
                "related[0]",
                "must be an absolute http or https address of at most 2000 characters"),
            new Problem("related[1]", "must be a text"));
    ArrayNode many = object.putArray("related");
    for (int i = 0; i < 13; i++) {
      many.add("https://courier.example/" + i);
    }
    assertThat(refusal(object).problems())
        .containsExactly(new Problem("related", "has 13 entries; at most 12 are taken"));
  }

  private static ObjectNode article() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("url", "https://courier.example/a")
        .put("headline", "Rail talks");
  }

  private static ArticleDraft draft(ObjectNode object, SourceRow source) {
    PushedArticle pushed = PushedArticle.of(object, source, NOW);
    assertThat(pushed).isInstanceOf(PushedArticle.Good.class);
    return ((PushedArticle.Good) pushed).draft();
  }

  private static PushOutcome.Refused refusal(ObjectNode object) {
    PushedArticle pushed = PushedArticle.of(object, source(true), NOW);
    assertThat(pushed).isInstanceOf(PushedArticle.Bad.class);
    return ((PushedArticle.Bad) pushed).refusal();
  }

  /// Its address is one as people write them, not as RFC 3986 has it.
  private static SourceRow source(boolean ownPortal) {
    SourceSettings settings =
        new SourceSettings(SourceKind.PUSH, 300, null, List.of(), PageSelectors.STANDARD);
    String url = "https://courier.example/?t=a|b";
    return new SourceRow(
        1, "courier", "courier", url, ownPortal, 1, "news", null, null, 0, null, settings);
  }
}
