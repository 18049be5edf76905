package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paperround.platform.http.Fetch;

/// What a page states stands over what its feed says; what is only guessed from a page does not.
class ArticlePageTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant FEED = Instant.parse("2026-05-01T08:00:00Z");
  private static final String ARTICLE = "<meta property='og:type' content='article'>";

  private static final SourceRow SOURCE =
      new SourceRow(
          1,
          "a",
          "a",
          "https://a.example/f",
          true,
          1,
          "news",
          null,
          null,
          0,
          null,
          SourceSettings.FEED);

  @Test
  void aStatedDateStandsOverTheFeeds() {
    assertThat(published("<meta property='article:published_time' content='2026-05-01T07:00:00Z'>"))
        .isEqualTo("2026-05-01T07:00:00Z");
  }

  @Test
  void aDateThatIsGuessedOrCannotBeRightDoesNot() {
    for (String meta :
        List.of(
            "",
            "<link rel='canonical' href='https://a.example/2026/05/01/x'>",
            "<meta name='last-modified' content='2026-05-01T09:00:00Z'>",
            "<meta property='article:published_time' content='2026-05-01T07:00:00'>",
            "<meta property='article:published_time' content='2026-05-02T07:00:00Z'>",
            "<meta property='article:published_time' content='0001-01-01T00:00:00Z'>")) {
      assertThat(published(meta)).as(meta).isEqualTo(FEED);
    }
    assertThat(over("", "<time datetime='2026-05-01T07:00:00Z'></time>", null).publishedAt())
        .isEqualTo(FEED);
  }

  @Test
  void statedAuthorsStandOverTheFeedsAndThatOverWhatLooksLikeAByline() {
    String meta = "<meta name='author' content='Jo Reed'>";
    String visible = "<a rel='author'>Al Fen</a>";

    assertThat(over(meta, visible, "The Feed").content().byline()).isEqualTo("Jo Reed");
    assertThat(over("", visible, "The Feed").content().byline()).isEqualTo("The Feed");
    assertThat(over("", visible, null).content().byline()).isEqualTo("Al Fen");
  }

  @Test
  void withoutStructuredDataTheMetaElementsAndTheParagraphsAreRead() {
    ArticleContent content =
        over(
                """
                <meta property='og:title' content='Reservoir Kelda bursts'>
                <meta property='og:description' content='Sowerdale is flooded.'>
                <meta property='og:image' content='https://a.example/i.png'>
                <meta property='og:image:alt' content='A dam'>
                <meta property='article:section' content='UK News'>
                """,
                """
                <nav><p>Menu</p></nav>
                <article><h1>Reservoir Kelda bursts</h1><p>Water came at night, and it came fast.</p>
                <aside><p>Advertisement</p></aside><p>By dawn the town was empty.</p></article>
                """,
                null)
            .content();

    assertThat(content)
        .isEqualTo(
            new ArticleContent(
                new ArticleText(
                    "Reservoir Kelda bursts",
                    "Sowerdale is flooded.",
                    List.of(),
                    "Water came at night, and it came fast.\n\nBy dawn the town was empty.",
                    null,
                    null),
                "uk-news",
                List.of(),
                null,
                new ArticleImage("https://a.example/i.png", "A dam", 0, 0),
                List.of(),
                false,
                null));
  }

  @Test
  void aBodyThatTheFeedHasMoreOfStays() {
    String body = over("", "<article><p>Subscribe.</p></article>", null).content().text().body();
    assertThat(body).isEqualTo(draft(null).content().text().body());
  }

  @Test
  void aPageThatIsNoArticleIsNoneAtAll() {
    assertThat(page("<title>All news</title>", "<p>Words</p>")).isEmpty();
  }

  private static Instant published(String meta) {
    return over(meta, "", null).publishedAt();
  }

  private static ArticleDraft over(String head, String body, @Nullable String byline) {
    return page(ARTICLE + head, body).orElseThrow().over(draft(byline), NOW);
  }

  private static Optional<ArticlePage> page(String head, String body) {
    String html = "<html><head>" + head + "</head><body>" + body + "</body></html>";
    return ArticlePage.of(
        new Fetch.Fetched(
            URI.create("https://a.example/x"),
            html.getBytes(StandardCharsets.UTF_8),
            "text/html; charset=utf-8",
            Fetch.Validators.NONE,
            List.of()),
        SOURCE);
  }

  private static ArticleDraft draft(@Nullable String byline) {
    ArticleText text =
        new ArticleText("Feed's headline", "", List.of(), "The feed's own few words.", null, null);
    return new ArticleDraft(
        "x",
        CanonicalUrl.of(URI.create("https://a.example/x")),
        new ArticleContent(text, "news", List.of(), byline, null, List.of(), false, null),
        FEED,
        FEED,
        "hash",
        PageMark.NOT_ASKED);
  }
}
