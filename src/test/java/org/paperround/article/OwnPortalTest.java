package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.article.Intake.ORIGIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The portal's own articles are read from their pages too.
class OwnPortalTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private static final String PAGE =
      """
      <!doctype html><html><head><title>x</title>
      <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
       {"@type":"Organization","name":"The Courier"},
       {"@type":"NewsArticle","headline":"Rail pay talks resume in Leeds",
        "description":"Two strike days are suspended.",
        "articleBody":"First paragraph.\\nSecond paragraph.","articleSection":"UK Politics",
        "keywords":["Rail","Strikes"],"author":[{"@type":"Person","name":"Fergus McAlpin"}],
        "image":{"@type":"ImageObject","url":"https://www.thecourier.example/i/rail.png",
                 "width":1200,"height":675,"caption":"A platform"},
        "datePublished":"2026-03-01T05:00:00Z","dateModified":"2026-03-01T05:30:00+00:00"}]}
      </script>
      <script type="application/ld+json">{broken</script>
      EXTRA</head><body>
      <ul data-paperround="key-points"><li>Offer is <b>4.2</b> per cent.</li><li> </li></ul>
      <aside data-paperround="why-this-matters"><h2>Why this matters</h2><p>11 days lost.</p></aside>
      <aside data-paperround="what-this-means-for-you"><h2>For you</h2><p>Check first.</p></aside>
      <nav data-paperround="related"><a href="/politics/b?utm_source=x">B</a><a>none</a></nav>
      </body></html>
      """;

  @RegisterExtension final Intake intake = Intake.ofPortal(NOW);

  @BeforeEach
  void define() {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "courier", "The Courier", "courier", ORIGIN + "/feed.xml", true, 1, "news"));
  }

  @Test
  void thePageTellsMoreThanTheFeed() {
    feed("Rail talks");
    page("");
    intake.articles().pollDue();

    Article article = only();
    assertThat(article)
        .isEqualTo(
            new Article(
                article.id(),
                article.story(),
                article.source(),
                "courier",
                1,
                true,
                ORIGIN + "/politics/a",
                "Rail pay talks resume in Leeds",
                "Two strike days are suspended.",
                List.of("Offer is 4.2 per cent."),
                "First paragraph.\n\nSecond paragraph.",
                "11 days lost.",
                "Check first.",
                "uk-politics",
                List.of("Rail", "Strikes"),
                "Fergus McAlpin",
                new ArticleImage(ORIGIN + "/i/rail.png", "A platform", 1200, 675),
                List.of(ORIGIN + "/politics/b"),
                false,
                Instant.parse("2026-03-01T05:00:00Z"),
                Instant.parse("2026-03-01T05:30:00Z"),
                null,
                null,
                1));
  }

  @Test
  void breakingAndEmbargoAreReadFromThePage() {
    feed("Rail talks");
    page(
        "<meta name=\"paperround:breaking\" content=\"true\">"
            + "<meta name=\"paperround:embargo\" content=\"2026-03-01T08:00:00Z\">");
    intake.articles().pollDue();
    Instant embargo = Instant.parse("2026-03-01T08:00:00Z");

    assertThat(intake.articles().developedBetween(Instant.EPOCH, NOW)).isEmpty();
    Story story = intake.articles().developedBetween(NOW, embargo).getFirst();
    assertThat(story.representative().breaking()).isTrue();
    assertThat(story.representative().embargoedUntil()).isEqualTo(embargo);
  }

  @Test
  void aPageThatCannotBeReadDoesNotLoseTheFeedsEntryAndIsTriedAgain() {
    feed("Rail talks");
    intake.articles().pollDue();
    assertThat(only().headline()).isEqualTo("Rail talks");
    page("");
    intake.clock.advance(Duration.ofMinutes(6));
    intake.articles().pollDue();

    assertThat(only().headline()).isEqualTo("Rail pay talks resume in Leeds");
    assertThat(only().revision()).isEqualTo(1);
  }

  @Test
  void onlyNewAndChangedArticlesHaveTheirPagesReadAndThoseConditionally() {
    feed("Rail talks");
    page("");
    intake.articles().pollDue();
    intake.clock.advance(Duration.ofMinutes(6));
    intake.articles().pollDue();
    assertThat(intake.site.requests("/politics/a")).hasSize(1);
    feed("Rail talks go on");
    intake.clock.advance(Duration.ofMinutes(6));
    intake.articles().pollDue();

    assertThat(intake.site.requests("/politics/a")).hasSize(2);
    assertThat(intake.site.requests("/politics/a").get(1).header("If-none-match")).isNotNull();
    assertThat(only().headline()).isEqualTo("Rail pay talks resume in Leeds");
    assertThat(only().keyPoints()).hasSize(1);
  }

  @Test
  void thePortalTakesItsOwnArticleFromAnAggregatorThatQuotedItFirst() {
    intake.site.page("/other.xml", "text/xml", rss("Quoted"));
    intake
        .articles()
        .define(
            new SourceDefinition(
                "aaa", "Aggregator", "aaa", ORIGIN + "/other.xml", false, 1, "news"));
    page("");
    intake.articles().pollDue();
    feed("Rail talks");
    intake.clock.advance(Duration.ofHours(1));
    intake.articles().pollDue();

    assertThat(only().owner()).isEqualTo("courier");
    assertThat(only().keyPoints()).hasSize(1);
  }

  @Test
  void whatAnAggregatorCalledAnArticleIsNoNameOfThePortals() {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "aaa", "Aggregator", "aaa", ORIGIN + "/other.xml", false, 1, "news"));
    intake.site.page("/other.xml", "text/xml", rss("Quoted"));
    page("");
    intake.articles().pollDue();
    String unnamed = "<item><title>Rail talks</title><link>" + ORIGIN + "/politics/a</link></item>";
    portal(unnamed);
    nextPoll(1);
    intake.site.page("/politics/b", "text/html", PAGE.replace("Rail pay talks", "Museum talks"));
    portal(
        unnamed,
        item("a", "Museum talks", "Sun, 1 Mar 2026 05:00:00 GMT")
            .replace("politics/a", "politics/b"));
    nextPoll(1);

    assertThat(intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant()))
        .flatExtracting(Story::articles)
        .extracting(article -> article.owner() + " " + article.url())
        .containsExactlyInAnyOrder(
            "courier " + ORIGIN + "/politics/a", "courier " + ORIGIN + "/politics/b");
  }

  @Test
  void anIdThatThePortalGaveAnotherArticleDoesNotKeepItFromTakingItsOwn() {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "aaa", "Aggregator", "aaa", ORIGIN + "/other.xml", false, 1, "news"));
    intake.site.page("/other.xml", "text/xml", rss("Quoted"));
    intake.site.page("/politics/b", "text/html", PAGE.replace("Rail pay talks", "Museum talks"));
    page("");
    portal(item("b", "Museum talks", "Sun, 1 Mar 2026 05:00:00 GMT"));
    intake.articles().pollDue();
    portal(
        item("b", "Rail talks", "Sun, 1 Mar 2026 05:00:00 GMT")
            .replace("politics/b", "politics/a"));
    nextPoll(1);

    assertThat(intake.articles().sources())
        .extracting(SourceHealth::failureReason)
        .containsOnlyNulls();
    assertThat(intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant()))
        .flatExtracting(Story::articles)
        .extracting(Article::owner)
        .containsOnly("courier")
        .hasSize(2);
  }

  @Test
  void aPageThatAnotherFeedOfThePortalBringsIsNotReadTwice() {
    intake
        .articles()
        .define(
            new SourceDefinition(
                "front", "The Courier", "courier", ORIGIN + "/front.xml", true, 1, "news"));
    feed("Rail talks");
    page("");
    nextPoll(0);
    for (String title : List.of("Rail talks today", "Rail talks now")) {
      intake.site.page("/front.xml", "application/rss+xml", rss(title));
      nextPoll(1);
    }

    assertThat(intake.site.requests("/politics/a")).hasSize(1);
  }

  @Test
  void onceThePortalHasReportedAStoryOnlyItsOwnNewsMakesItFreshAgain() {
    intake
        .articles()
        .define(
            new SourceDefinition("wire", "Wire", "wire", ORIGIN + "/wire.xml", false, 1, "news"));
    wire(item("w1", "Rail pay talks resume in Leeds", "Sat, 28 Feb 2026 22:00:00 GMT"));
    intake.articles().pollDue();
    assertThat(development()).isEqualTo("2026-02-28T22:00:00Z 1");

    page("");
    feed("Rail talks");
    nextPoll(0);
    assertThat(development()).as("the portal's own report").isEqualTo("2026-03-01T05:00:00Z 1");

    wire(
        item("w1", "Rail pay talks in Leeds end: 9 per cent", "Sat, 28 Feb 2026 22:00:00 GMT"),
        item("w2", "Rail pay talks resume in Leeds again", "Sun, 1 Mar 2026 12:00:00 GMT"));
    nextPoll(7);
    assertThat(development()).as("others' news").isEqualTo("2026-03-01T05:00:00Z 1");

    intake.site.page("/politics/c", "text/html", PAGE.replace("05:00:00Z", "13:00:00Z"));
    intake.site.page(
        "/feed.xml",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>T</title>"
            + item("c", "Rail pay talks in Leeds end", "Sun, 1 Mar 2026 13:00:00 GMT")
            + "</channel></rss>");
    nextPoll(1);
    assertThat(development()).as("its own").isEqualTo("2026-03-01T13:00:00Z 2");
  }

  private void nextPoll(int hours) {
    intake.clock.advance(Duration.ofHours(hours).plusMinutes(6));
    intake.articles().pollDue();
  }

  private void wire(String... items) {
    intake.site.page(
        "/wire.xml",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>W</title>"
            + String.join("", items)
            + "</channel></rss>");
  }

  private static String item(String name, String title, String date) {
    return "<item><title>%2$s</title><link>/politics/%1$s</link><guid>%1$s</guid><pubDate>%3$s</pubDate></item>"
        .formatted(name, title, date);
  }

  /// When the only story last moved on, and its revision.
  private String development() {
    List<Story> stories = intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant());
    assertThat(stories).hasSize(1);
    return stories.getFirst().developedAt() + " " + stories.getFirst().revision();
  }

  private void portal(String... items) {
    intake.site.page(
        "/feed.xml",
        "application/rss+xml",
        "<rss version='2.0'><channel><title>T</title>"
            + String.join("", items)
            + "</channel></rss>");
  }

  private void feed(String title) {
    intake.site.page("/feed.xml", "application/rss+xml", rss(title));
  }

  private static String rss(String title) {
    return "<rss version='2.0'><channel><title>T</title><item><title>"
        + title
        + "</title><link>/politics/a</link><guid>a</guid>"
        + "<pubDate>Sun, 1 Mar 2026 05:00:00 GMT</pubDate></item></channel></rss>";
  }

  private void page(String extra) {
    intake.site.page("/politics/a", "text/html; charset=utf-8", PAGE.replace("EXTRA", extra));
  }

  private Article only() {
    List<Story> stories = intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant());
    assertThat(stories).hasSize(1);
    assertThat(stories.getFirst().articles()).hasSize(1);
    return stories.getFirst().representative();
  }
}
