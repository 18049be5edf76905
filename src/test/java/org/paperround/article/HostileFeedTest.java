package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Feeds that mean harm cost little time and memory, and nothing of them reaches a mail but words.
@Timeout(120)
class HostileFeedTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  @RegisterExtension final Intake intake = Intake.ofSite(NOW, 10_000_000, Duration.ofSeconds(60));

  @BeforeEach
  void define() {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "bad", "Bad", "bad", intake.site.address("/feed").toString(), false, 1, "news"));
  }

  @Test
  void markupScriptsAndLineEndsOfAFeedBecomeWords() {
    feed(
        """
        <item><title><![CDATA[<script>alert(1)</script>Rail &lt;b&gt;talks
        Bcc: victim@example.com\r\n\r\n<img src=x onerror=alert(1)>]]></title>
        <link>https://bad.example/1?utm_source=x&quot;onclick=&quot;alert(1)</link>
        <description><![CDATA[<iframe src="https://bad.example"></iframe><p onclick="x()">Two days.</p>
        <style>p{}</style>[[${T(java.lang.Runtime)}]] th:text="${x}"]]></description>
        <category><![CDATA[<script>x</script>Rail]]></category>
        <author>victim@example.com (&lt;b&gt;Jo&lt;/b&gt;&#x202E;)</author>
        <enclosure type="image/png" url="javascript:alert(1)"/></item>
        """);
    intake.articles().pollDue();

    Article article = all().getFirst();
    assertThat(article)
        .returns("Rail <b>talks Bcc: victim@example.com", Article::headline)
        .returns("Two days. [[${T(java.lang.Runtime)}]] th:text=\"${x}\"", Article::standfirst)
        .returns("Jo", Article::byline)
        .returns(List.of("Rail"), Article::topics)
        .returns(null, Article::image);
    assertThat(article.url()).doesNotContain("\"", "<", " ").startsWith("https://bad.example/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0|<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
        "0|<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "0|<!DOCTYPE r [<!ENTITY x SYSTEM 'SITE/x.txt'>]>",
        "0|<!doctype r [<!entity a 'ha'>]>",
        "1|<!DOCTYPE r [<!ENTITY % p SYSTEM 'SITE/x.dtd'> %p;]>",
        "1|<!DOCTYPE r SYSTEM 'SITE/x.dtd'>",
        "1|<!DOCTYPE r PUBLIC '-//Bad//DTD' 'SITE/x.dtd'>",
      })
  void noEntityOfAFeedIsEverExpanded(int accepted, String doctype) {
    intake.site.page(
        "/x.dtd", "application/xml-dtd", "<!ENTITY x 'of elsewhere'><!ENTITY a 'haha'>");
    intake.site.page("/x.txt", "text/plain", "of elsewhere");
    intake.site.page(
        "/feed",
        "text/xml",
        doctype.replace("SITE", intake.site.address("").toString())
            + "<rss version='2.0'><channel><title>&c;</title><item><title>T &x;&c;&a;&p;</title>"
            + "<link>https://bad.example/1</link></item></channel></rss>");
    IngestReport report = intake.articles().pollDue();

    assertThat(report.feeds()).isEqualTo(accepted);
    assertThat(all())
        .hasSize(accepted)
        .allSatisfy(article ->
            assertThat(article.headline() + article.standfirst())
                .startsWith("T")
                .doesNotContain("haha", "root:", "elsewhere"));
    assertThat(intake.site.requests("/x.dtd")).isEmpty();
    assertThat(intake.site.requests("/x.txt")).isEmpty();
  }

  /// What fits into the limit of bytes is some hundred thousand of them.
  @Test
  void ofAFeedOfAMillionItemsTheFirstThousandAreTaken() {
    String item = "<item><title>T%d</title><link>/%d</link></item>";
    StringBuilder items = new StringBuilder();
    for (int i = 0; items.length() < 9_900_000; i++) {
      items.append(item.formatted(i, i));
    }
    feed(items.toString());

    IngestReport report = intake.articles().pollDue();

    assertThat(report.articles()).isEqualTo(1_000);
    assertThat(intake.articles().sources().getFirst().failureReason()).isNull();
  }

  @Test
  void ofAPageOfAHundredThousandLinksTheFirstHundredAreAsked() {
    definePage();
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      links.append("<h2><a href='/").append(i).append("'>").append(i).append("</a></h2>");
    }
    intake.site.page("/feed", "text/html", links.toString());
    for (int i = 0; i < 8; i++) {
      assertThat(intake.articles().pollDue().failures().getFirst().reason())
          .startsWith("None of the pages that it links to could be read");
      assertThat(asked(20 * i, 100)).isEqualTo(Math.min(20, 100 - Math.min(20 * i, 100)));
      intake.clock.advance(Duration.ofMinutes(i < 6 ? 30 : 60));
    }
    assertThat(asked(100, 1_000)).isZero();
  }

  private long asked(int from, int to) {
    return IntStream.range(from, to).filter(i -> !intake.site.requests("/" + i).isEmpty()).count();
  }

  @Test
  void ofTenMegabytesOfTagsTheFirstHundredThousandAreLookedAt() {
    definePage();
    String tags = "<font><a href=/1><p>".repeat(490_000);
    intake.site.page("/feed", "text/html", "<h2><a href='/a'>A</a></h2>" + tags);
    intake.site.page(
        "/a",
        "text/html",
        "<meta property=og:type content=article><h1>Rail talks</h1><p>One.</p>"
            + tags
            + "<article><p>Two.</p></article>");
    IngestReport report = intake.articles().pollDue();

    assertThat(report).isEqualTo(new IngestReport(1, 1, 1, List.of()));
    assertThat(all()).extracting(Article::body).noneMatch(body -> body.contains("Two."));
  }

  @Test
  void ofAFeedOfAMillionTagsThoseOfItsFirstEntriesAreLookedAt() {
    feed(
        "<item><title>Rail talks</title><link>/a</link></item><item>"
            + "<b/>".repeat(2_000_000)
            + "<title>Last</title><link>/last</link></item>");

    assertThat(intake.articles().pollDue().feeds()).isEqualTo(1);
    assertThat(all()).extracting(Article::headline).containsExactly("Rail talks");
  }

  private void definePage() {
    SourceSettings page =
        new SourceSettings(SourceKind.PAGE, 30, null, List.of(), PageSelectors.STANDARD);
    intake
        .articles()
        .define(
            new SourceDefinition(
                "bad",
                "Bad",
                "bad",
                intake.site.address("/feed").toString(),
                false,
                1,
                "news",
                page));
  }

  @Test
  void aMillionItemsBeyondTheLimitOfBytesAreNotRead() {
    intake.site.on(
        "/feed",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] item =
              "<item><title>T</title><link>/1</link></item>".getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 1_000_000; i++) {
            exchange.getResponseBody().write(item);
          }
        });
    IngestReport report = intake.articles().pollDue();

    assertThat(report.failures().getFirst().reason()).contains("larger than 10000000 bytes");
  }

  @Test
  void whatIsTenYearsOldJoinsNoStoryAndIsInNoEditionOfToday() {
    feed(
        """
        <item><title>Rail pay talks resume in Leeds</title><link>/old</link>
        <pubDate>Tue, 01 Mar 2016 05:00:00 GMT</pubDate></item>
        <item><title>Rail pay talks resume in Leeds</title><link>/new</link>
        <pubDate>Sun, 01 Mar 2026 05:00:00 GMT</pubDate></item>
        """);
    intake.articles().pollDue();

    assertThat(intake.articles().developedBetween(NOW.minus(Duration.ofDays(8)), NOW))
        .extracting(story -> story.representative().url())
        .containsExactly(intake.site.address("/new").toString());
    assertThat(all()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a>", "<![CDATA[", "&#x", "<!--", "<item ", "]]>"})
  void deepOrUnendingMarkupIsReadOrRefusedInTime(String piece) {
    intake.site.page(
        "/feed",
        "text/xml",
        "<rss version='2.0'><channel><item><title>T</title>" + piece.repeat(200_000));

    IngestReport report = intake.articles().pollDue();

    assertThat(report.feeds() + report.failed()).isEqualTo(1);
  }

  private void feed(String items) {
    intake.site.page(
        "/feed",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>T</title>" + items + "</channel></rss>");
  }

  private List<Article> all() {
    return intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant()).stream()
        .flatMap(story -> story.articles().stream())
        .toList();
  }
}
