package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each fact of a page is chosen among what its parts say.
class PageMetadataTest {
  @Test
  void structuredDataThatThePageConfirmsGoFirst() {
    PageMetadata page =
        page(
            """
            <title>Kelda dam: what happened | The Courier</title>
            <meta property="og:title" content="Dam bursts!">
            <meta property="article:section" content="World">
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "The Courier"},
              {"@type": "NewsArticle", "headline": "Reservoir Kelda bursts above Sowerdale",
               "datePublished": "2026-05-01T08:00:00+01:00", "dateModified": "2026-05-01T10:00:00Z",
               "author": [{"@type": "Person", "name": "Jo Reed"}, {"givenName": "Al", "familyName": "Fen"}],
               "articleSection": ["UK", "Weather"]}]}</script>
            """,
            "<h1>Reservoir Kelda bursts above the town of Sowerdale</h1>");

    assertThat(page)
        .isEqualTo(
            new PageMetadata(
                "Reservoir Kelda bursts above Sowerdale",
                List.of("Jo Reed", "Al Fen"),
                Instant.parse("2026-05-01T07:00:00Z"),
                "UK"));
  }

  @Test
  void aHeadlineThatNothingOnThePageConfirmsIsNotBelieved() {
    assertThat(
            page(
                    """
                    <script type="application/ld+json">{"@type": "Article", "headline": "The Courier"}</script>
                    <meta property="og:title" content="Comet found near Jupiter - The Courier">
                    <meta property="og:site_name" content="The Courier">
                    """,
                    "<h1>Menu</h1><h1>Comet found near Jupiter</h1>")
                .title())
        .isEqualTo("Comet found near Jupiter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Comet found - The Courier|Comet found",
        "Comet found « The Courier|Comet found « The Courier",
        "Rail: no deal - again - The Courier|Rail: no deal - again",
        "Rail - a history|Rail - a history",
      })
  void theNameOfTheSiteIsNoPartOfTheHeadline(String title, String headline) {
    String site = "<meta property='og:site_name' content='The Courier'>";
    assertThat(page(site + "<title>" + title + "</title>", "").title()).isEqualTo(headline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-05-01T08:00:00+01:00|2026-05-01T07:00:00Z",
        "2026-05-01T08:00:00.123+0100|2026-05-01T07:00:00.123Z",
        "2026-05-01 08:00:00 Z|2026-05-01T08:00:00Z",
        "2026-05-01 08:00:00|2026-05-01T08:00:00Z",
        "2026-05-01|2026-05-01T00:00:00Z",
        "Fri, 1 May 2026 08:00:00 GMT|2026-05-01T08:00:00Z",
      })
  void datesAreReadInTheFormsThatPagesUse(String stated, String instant) {
    String meta = "<meta property='article:published_time' content='%s'>".formatted(stated);
    assertThat(page(meta, "<time datetime='2020-01-01'>").published()).isEqualTo(instant);
  }

  @Test
  void withoutADateTheAddressMayHaveOne() {
    assertThat(
            page("<link rel='canonical' href='https://a.example/uk/2026/05/01/x'>", "").published())
        .isEqualTo("2026-05-01T00:00:00Z");
    assertThat(page("<meta name='date' content='soon'>", "").published()).isNull();
  }

  @Test
  void authorsComeOneByOneWithoutWhatIsNoName() {
    assertThat(page("<meta name='author' content='By Jo Reed, Al Fen and Jo Reed'>", "").authors())
        .containsExactly("Jo Reed", "Al Fen");
    assertThat(
            page(
                    "<meta name='author' content='https://a.example/jo'>",
                    "<a rel='author'>Jo Reed (jre)</a>")
                .authors())
        .containsExactly("Jo Reed");
    assertThat(page("", "<p>Nobody</p>").authors()).isEmpty();
  }

  @Test
  void aHostilePageCostsNothingButItsFacts() {
    String deep = "<div>".repeat(20_000);
    assertThat(page("<script type='application/ld+json'>{\"@type\": [</script>", deep))
        .isEqualTo(new PageMetadata("", List.of(), null, ""));
  }

  private static PageMetadata page(String head, String body) {
    String html = "<html><head>" + head + "</head><body>" + body + "</body></html>";
    return PageMetadata.of(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", "");
  }
}
