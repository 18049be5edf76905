package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.paperround.article.Intake.ORIGIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A page that lists articles is a source too: each is read from its own page.
class PageListTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  @RegisterExtension final Intake intake = Intake.ofPortal(NOW);

  @Test
  void theArticlesOfAListAreReadFromTheirPages() {
    define(settings(null, PageSelectors.STANDARD));
    list(
        """
        <nav><a href="/about">About</a></nav>
        <h2><a href="/politics/a?utm_source=front#top">Rail</a></h2>
        <article><a href="https://www.thecourier.example/politics/b"><img></a></article>
        <a href="/politics/c"><h3>Storm</h3></a>
        <h2><a href="/">Home</a> <a href="/front">Here</a> <a href="https://other.example/d">D</a>
        <a href="javascript:alert(1)">X</a><a href="/politics/a">again</a></h2>
        """);
    article("a", "Rail pay talks resume in Leeds", "2026-03-01T05:00:00Z", "UK Politics");
    article("b", "Harbour museum opens new wing", "2026-03-01T04:00:00Z", "Culture");
    intake.site.page("/politics/c", "text/html", "<title>A section</title><p>No article.</p>");

    assertThat(intake.articles().pollDue()).isEqualTo(new IngestReport(1, 2, 2, List.of()));
    assertThat(all())
        .extracting(Article::url, Article::headline, Article::section, Article::publishedAt)
        .containsExactlyInAnyOrder(
            tuple(
                ORIGIN + "/politics/a",
                "Rail pay talks resume in Leeds",
                "politics",
                Instant.parse("2026-03-01T05:00:00Z")),
            tuple(
                ORIGIN + "/politics/b",
                "Harbour museum opens new wing",
                "culture",
                Instant.parse("2026-03-01T04:00:00Z")));
    for (String never : List.of("/about", "/")) {
      assertThat(intake.site.requests(never)).isEmpty();
    }
  }

  @Test
  void knownPagesAreReadAgainOnlyAfterAWhileAndConditionally() {
    define(settings(null, PageSelectors.STANDARD));
    list("<h2><a href='/politics/a'>A</a> <a href='/politics/no'>No</a></h2>");
    article("a", "Rail pay talks resume in Leeds", "2026-03-01T05:00:00Z", "UK Politics");
    intake.site.page("/politics/no", "text/html", "<title>None</title>");
    intake.articles().pollDue();
    poll(Duration.ofMinutes(6));
    assertThat(intake.site.requests("/politics/a")).hasSize(1);
    assertThat(intake.site.requests("/politics/no")).as("what is no article is let be").hasSize(1);
    poll(Duration.ofHours(1));
    assertThat(intake.site.requests("/politics/a")).hasSize(2);
    assertThat(intake.site.requests("/politics/a").get(1).header("If-none-match")).isNotNull();
    article("a", "Rail deal signed: trains run again", "2026-03-01T05:00:00Z", "UK Politics");
    poll(Duration.ofHours(2));

    assertThat(all())
        .extracting(Article::headline, Article::revision, Article::publishedAt)
        .containsExactly(
            tuple("Rail deal signed: trains run again", 2, Instant.parse("2026-03-01T05:00:00Z")));
    poll(Duration.ofDays(3));
    assertThat(intake.site.requests("/politics/a")).as("old news is let be").hasSize(3);
  }

  @Test
  void fewPagesAreReadAtATimeAndTheRestNextTime() {
    define(settings(".list", PageSelectors.STANDARD));
    list(
        IntStream.range(0, 150)
            .mapToObj(i -> "<li class='list'><a href='/politics/p" + i + "'>x</a></li>")
            .collect(Collectors.joining()));
    for (int i = 0; i < 150; i++) {
      article("p" + i, "Number " + i + " opens", "2026-03-01T05:00:00Z", "News");
    }
    assertThat(intake.articles().pollDue().articles()).isEqualTo(ListedArticles.MOST_NEW);
    for (int i = 0; i < 6; i++) {
      poll(Duration.ofMinutes(6));
    }
    assertThat(all()).as("no more than the first hundred links").hasSize(100);
  }

  @Test
  void aListThatLinksToNothingOrToNoArticleSaysSo() {
    define(settings(".teaser a", PageSelectors.STANDARD));
    list("<h2><a href='/politics/a'>A</a></h2>");
    assertThat(intake.articles().pollDue().failures().getFirst().reason())
        .contains("links to no article", "--links SELECTOR");
    define(settings(null, PageSelectors.STANDARD));
    assertThat(poll(Duration.ofHours(7)).failures().getFirst().reason())
        .contains("None of the pages", "--body SELECTOR");
  }

  @Test
  void whatIsAddedToASourceIsReadAtTheNextTick() {
    define(settings(null, PageSelectors.STANDARD));
    list("<h2><a href='/politics/a'>A</a></h2>");
    intake.site.page("/politics/a", "text/html", "<h1>Rail talks</h1><p class=t>All.</p>");
    assertThat(intake.articles().pollDue().failures().getFirst().reason())
        .contains("source add --body SELECTOR");

    define(settings(null, new PageSelectors(null, null, null, "p.t")));
    assertThat(intake.articles().pollDue()).isEqualTo(new IngestReport(1, 1, 1, List.of()));
    assertThat(all()).extracting(Article::body).containsExactly("All.");
  }

  @Test
  void whatIsNoArticleToOneSourceMayBeOneToAnother() {
    define(settings(null, PageSelectors.STANDARD));
    define("other", "/other", settings(null, new PageSelectors(null, null, null, "p.t")));
    list("<h2><a href='/politics/a'>A</a></h2>");
    intake.site.status("/other", 503);
    intake.site.page("/politics/a", "text/html", "<h1>Rail talks</h1><p class=t>All.</p>");
    intake.articles().pollDue();
    assertThat(all()).isEmpty();
    intake.site.page("/other", "text/html", "<h2><a href='/politics/a'>A</a></h2>");
    poll(Duration.ofMinutes(6));

    assertThat(all()).extracting(Article::owner).containsExactly("other");
  }

  @Test
  void noPageOfAListLeadsIntoThePrivateNetworkOrRoundInCircles() {
    String inside = intake.site.address("").toString();
    String alias = inside.replace("127.0.0.1", "localhost");
    define(settings(null, PageSelectors.STANDARD));
    list(
        """
        <base href='%1$s'><h2><a href='%1$s/secret'>1</a> <a href='/secret'>2</a>
        <a href='%2$s/politics/inside'>3</a> <a href='%2$s/politics/loop'>4</a>
        <a href='%2$s/politics/a'>5</a> <a href='http://user@www.thecourier.example/x'>6</a></h2>
        """
            .formatted(alias, ORIGIN));
    intake.site.redirect("/politics/inside", alias + "/secret");
    intake.site.redirect("/politics/loop", "/politics/loop");
    intake.site.page("/secret", "text/html", "<meta property='og:type' content='article'>");
    article("a", "Rail pay talks resume in Leeds", "2026-03-01T05:00:00Z", "News");

    assertThat(intake.articles().pollDue()).isEqualTo(new IngestReport(1, 1, 1, List.of()));
    assertThat(intake.site.requests("/secret")).isEmpty();
    assertThat(intake.site.requests("/politics/loop")).hasSize(1);
    assertThat(intake.site.requests("/x")).isEmpty();
  }

  @Test
  void aListThatRedirectsForEverFailsWithAReason() {
    define(settings(null, PageSelectors.STANDARD));
    intake.site.redirect("/front", "/front?1");
    for (int i = 1; i < 9; i++) {
      intake.site.redirect("/front?" + i, "/front?" + (i + 1));
    }

    assertThat(intake.articles().pollDue().failures().getFirst().reason())
        .contains("redirects more than 5 times");
    assertThat(intake.site.requests("/front?6")).isEmpty();
  }

  @Test
  void anArticleOfAnotherSourceIsNotFetchedAtEveryPoll() {
    define(settings(null, PageSelectors.STANDARD));
    intake.site.page(
        "/wire.xml",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>W</title><item><title>Rail pay talks resume</title>"
            + "<link>/politics/a</link></item></channel></rss>");
    SourceDefinition wire =
        new SourceDefinition("wire", "Wire", "wire", ORIGIN + "/wire.xml", false, 1, "news");
    intake.articles().define(wire);
    list("<p>Later.</p>");
    intake.articles().pollDue();
    list("<h2><a href='/politics/a'>A</a></h2>");
    article("a", "Rail pay talks resume in Leeds", "2026-03-01T05:00:00Z", "UK Politics");
    poll(Duration.ofMinutes(11));
    poll(Duration.ofMinutes(11));

    assertThat(intake.site.requests("/front")).hasSize(3);
    assertThat(intake.site.requests("/politics/a")).isEmpty();
    assertThat(all()).extracting(Article::owner).containsExactly("wire");
    assertThat(intake.articles().sources())
        .extracting(SourceHealth::failureReason)
        .containsOnlyNulls();
  }

  @Test
  void aSourcesSelectorsSayWhereThingsAreOnItsPages() {
    define(
        settings(
            null, new PageSelectors("ul.facts", ".why > p", "#for-you", "div.story, div.more")));
    list("<h2><a href='/politics/a'>A</a></h2>");
    intake.site.page(
        "/politics/a",
        "text/html",
        """
        <html><head><title>Rail talks resume</title><meta property="og:title" content="Rail talks resume">
        </head><body><h1>Rail talks resume</h1>
        <ul class="facts"><li>One.</li><li>Two.</li></ul><ul data-paperround="key-points"><li>No</li></ul>
        <div class="why"><h3>Why</h3><p>11 days lost.</p></div><p id="for-you">Check first.</p>
        <main><p>Not this.</p></main>
        <div class="story"><p>First.</p><aside><p>Advert</p></aside></div><div class="more">Last.</div>
        </body></html>
        """);
    intake.articles().pollDue();

    assertThat(all())
        .extracting(
            Article::headline,
            Article::keyPoints,
            Article::whyItMatters,
            Article::whatItMeans,
            Article::body)
        .containsExactly(
            tuple(
                "Rail talks resume",
                List.of("One.", "Two."),
                "11 days lost.",
                "Check first.",
                "First.\n\nLast."));
  }

  @Test
  void onlyThePortalItselfBreaksNewsByItsPage() {
    define(settings(null, PageSelectors.STANDARD));
    list("<h2><a href='/politics/a'>A</a></h2>");
    intake.site.page(
        "/politics/a",
        "text/html",
        "<meta property='og:type' content='article'><meta property='og:title' content='Rail'>"
            + "<meta name='paperround:breaking' content='true'><h1>Rail</h1>");
    intake.articles().pollDue();

    assertThat(all()).extracting(Article::breaking).containsExactly(false);
  }

  private IngestReport poll(Duration later) {
    intake.clock.advance(later);
    return intake.articles().pollDue();
  }

  private static SourceSettings settings(@Nullable String links, PageSelectors selectors) {
    return new SourceSettings(
        SourceKind.PAGE, 300, links, List.of("uk-politics=politics"), selectors);
  }

  private void define(SourceSettings settings) {
    define("courier", "/front", settings);
  }

  private void define(String slug, String path, SourceSettings settings) {
    intake
        .articles()
        .define(
            new SourceDefinition(
                slug, "The " + slug, slug, ORIGIN + path, false, 1, "news", settings));
  }

  private void list(String body) {
    intake.site.page("/front", "text/html", "<html><body>" + body + "</body></html>");
  }

  private void article(String path, String headline, String published, String section) {
    intake.site.page(
        "/politics/" + path,
        "text/html",
        """
        <html><head><title>x</title><script type="application/ld+json">
        {"@type":"NewsArticle","headline":"%1$s","datePublished":"%2$s","articleSection":"%3$s"}
        </script></head><body><h1>%1$s</h1></body></html>
        """
            .formatted(headline, published, section));
  }

  private List<Article> all() {
    return intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant()).stream()
        .flatMap(story -> story.articles().stream())
        .toList();
  }
}
