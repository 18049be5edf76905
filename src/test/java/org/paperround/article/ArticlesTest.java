package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.platform.alarm.Alarms;

/// Feeds come in over HTTP, and become articles and stories.
class ArticlesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private static final String RAIL = "Rail pay talks resume in Leeds as union suspends strike";

  @RegisterExtension final Intake intake = Intake.ofSite(NOW, 300_000, Duration.ofSeconds(4));
  @TempDir Path folder;

  @Test
  void aSecondPollAsksConditionallyAndChangesNothing() {
    feed("/feed", item("/a", RAIL, "Employers raised their offer.", NOW.minusSeconds(600)));
    source("courier", "/feed");

    assertThat(intake.articles().pollDue()).isEqualTo(new IngestReport(1, 1, 1, List.of()));
    assertThat(intake.articles().pollDue()).isEqualTo(IngestReport.NOTHING);
    List<Story> before = all();
    intake.clock.advance(Duration.ofMinutes(6));
    assertThat(intake.articles().pollDue()).isEqualTo(new IngestReport(1, 0, 0, List.of()));

    assertThat(all()).isEqualTo(before).hasSize(1);
    assertThat(intake.site.requests("/feed")).hasSize(2);
    assertThat(intake.site.requests("/feed").get(1).header("If-none-match")).isNotNull();
  }

  @Test
  void anUpdateKeepsWhenItWasFirstPublishedAndRaisesTheRevisionOnlyWhenSubstantive() {
    Instant published = NOW.minusSeconds(3_600);
    source("courier", "/feed");
    feed("/feed", item("/a?utm_source=x", RAIL, "Employers raised their offer.", published));
    poll();
    feed("/feed", item("/a", RAIL + ",", "Employers raised their offer!", published));
    poll();
    assertThat(only())
        .returns(1, Article::revision)
        .returns(RAIL + ",", Article::headline)
        .returns(published, Article::publishedAt);
    feed("/feed", item("/a#1", "Rail deal signed: trains run again", "The offer stands.", NOW));
    poll();

    assertThat(only())
        .returns(2, Article::revision)
        .returns("Rail deal signed: trains run again", Article::headline)
        .returns(published, Article::publishedAt)
        .returns(intake.site.address("/a").toString(), Article::url);
    Story story = all().getFirst();
    assertThat(story.revision()).isEqualTo(2);
    assertThat(story.firstPublishedAt()).isEqualTo(published);
    assertThat(story.developedAt()).isAfterOrEqualTo(NOW);
  }

  @Test
  void aRetractedArticleStaysAwayWhenItsSourceGivesItAgain() {
    source("courier", "/feed");
    feed("/feed", item("/a", RAIL, "Employers raised their offer.", NOW.minusSeconds(600)));
    poll();
    StoryId story = all().getFirst().id();
    intake.database.get().useTransaction(handle -> intake.articles().retract(handle, story, NOW));
    feed("/feed", item("/a", "Rail deal signed: trains run again", "New.", NOW));
    poll();

    assertThat(all()).isEmpty();
    assertThat(intake.articles().find(story)).isEmpty();
  }

  @Test
  void twoOutletsOnOneEventAreOneStoryAndOtherEventsAreNot() {
    source("courier", "/one");
    source("ledger", "/two");
    feed(
        "/one",
        item(
            "/a",
            RAIL,
            "The Union of Rail Grades has called off two walkouts.",
            NOW.minusSeconds(900)),
        item(
            "/b", "Storm Edda floods villages in Cumbria", "Rivers burst.", NOW.minusSeconds(800)));
    feed(
        "/two",
        item(
            "/c",
            "Leeds rail talks: union suspends walkouts",
            "The Union of Rail Grades met employers.",
            NOW.minusSeconds(700)),
        item(
            "/d",
            "Harbour museum opens new wing in Hull",
            "Visitors queued.",
            NOW.minusSeconds(600)));
    intake.articles().pollDue();

    assertThat(all()).hasSize(3);
    Story rail =
        all().stream().filter(story -> story.articles().size() == 2).findFirst().orElseThrow();
    assertThat(rail.articles())
        .extracting(Article::owner)
        .containsExactlyInAnyOrder("courier", "ledger");
    assertThat(rail.revision()).isEqualTo(1);
    assertThat(intake.articles().canonical(Set.of(rail.id())))
        .isEqualTo(Map.of(rail.id(), rail.id()));
  }

  @Test
  void oneFailingSourceDoesNotStopTheOthers() {
    CountDownLatch never = new CountDownLatch(1);
    intake.site.on("/slow", _ -> await(never));
    intake.site.endless("/huge");
    intake.site.redirect("/loop", "/loop");
    intake.site.page("/html", "text/html", "<!DOCTYPE html><html></html>");
    intake.site.page(
        "/entity",
        "text/xml",
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item>"
            + "<title>&x;</title><link>https://example.com/</link></item></channel></rss>");
    feed("/good", item("/a", RAIL, "", NOW));
    for (String path : List.of("slow", "huge", "loop", "html", "entity", "missing", "good")) {
      source(path, "/" + path);
    }
    IngestReport report = intake.articles().pollDue();
    never.countDown();

    assertThat(report.feeds()).isEqualTo(1);
    assertThat(report.failures())
        .extracting(IngestReport.Failure::feed)
        .containsExactlyInAnyOrder("slow", "huge", "loop", "html", "entity", "missing");
    assertThat(only().headline()).isEqualTo(RAIL);
    assertThat(health("good").failureReason()).isNull();
    assertThat(health("slow").failureReason()).contains("within 4.0 s");
    assertThat(health("huge").failureReason()).contains("larger than 300000 bytes");
    assertThat(health("loop").failureReason()).contains("in a circle");
    assertThat(health("html").failureReason()).contains("a web page (HTML), not a feed");
    assertThat(health("entity").failureReason()).contains("declares entities of its own");
    assertThat(health("missing").failureReason()).contains("404");
    assertThat(health("missing").failingSince()).isEqualTo(NOW);
  }

  @Test
  void aFeedThatCannotBeStoredDoesNotStopTheOthers() {
    intake
        .database
        .get()
        .useTransaction(
            handle -> handle.execute("ALTER TABLE article ADD CHECK (headline <> 'Poison')"));
    feed("/bad", item("/a", "Poison", "", NOW));
    feed("/good", item("/b", RAIL, "", NOW));
    source("bad", "/bad");
    source("good", "/good");
    IngestReport report = intake.articles().pollDue();

    assertThat(report.feeds()).isEqualTo(1);
    assertThat(only().headline()).isEqualTo(RAIL);
    assertThat(health("bad").failureReason()).startsWith("An unforeseen fault");
  }

  @Test
  void aSourceThatFailsThreeTimesIsAnAlarmUntilItWorksAgain() {
    source("courier", "/feed");
    for (int i = 0; i < 3; i++) {
      assertThat(intake.alarms().open()).isEmpty();
      intake.articles().pollDue();
      intake.clock.advance(Duration.ofHours(7));
    }
    assertThat(intake.alarms().open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("source-failing:courier");
    feed("/feed", item("/a", RAIL, "", NOW));
    intake.articles().pollDue();

    assertThat(intake.alarms().open()).isEmpty();
    assertThat(health("courier").failingSince()).isNull();
  }

  @Test
  void aFailingSourceIsAskedLessAndLessOften() {
    source("courier", "/feed");
    intake.articles().pollDue();
    intake.clock.advance(Duration.ofMinutes(6));
    intake.articles().pollDue();
    intake.clock.advance(Duration.ofMinutes(6));
    intake.articles().pollDue();

    assertThat(intake.site.requests("/feed")).hasSize(2);
  }

  @Test
  void ingestReadsFilesAsIfItWereThenAndReportsThoseItCannotRead() throws IOException {
    Instant then = Instant.parse("2020-05-05T23:59:00Z");
    Files.writeString(folder.resolve("bbc.xml"), rss(item("/a", RAIL, "", NOW)));
    Files.writeString(folder.resolve("cnn.xml"), "no feed");
    feed("/web", item("/b", "Storm Edda floods villages in Cumbria", "", NOW));

    IngestReport report =
        intake
            .articles()
            .ingest(
                List.of(folder.toString(), intake.site.address("/web").toString(), "/no/such/file"),
                then);

    assertThat(report)
        .isEqualTo(
            new IngestReport(
                2,
                2,
                2,
                List.of(
                    new IngestReport.Failure(
                        folder.resolve("cnn.xml").toString(), "This is not XML."),
                    new IngestReport.Failure("/no/such/file", "There is no such file."))));
    List<Story> stories = intake.articles().developedBetween(then.minusSeconds(1), then);
    assertThat(stories).hasSize(2);
    assertThat(stories).allSatisfy(story -> assertThat(story.firstPublishedAt()).isEqualTo(then));
    assertThat(stories.stream().map(story -> story.representative().owner())).contains("bbc");
    assertThat(intake.articles().sources()).extracting(SourceHealth::slug).doesNotContain("cnn");
    assertThat(intake.articles().pollDue()).isEqualTo(IngestReport.NOTHING);
  }

  @Test
  void developedBetweenIsOpenAtItsStartAndClosedAtItsEnd() {
    source("courier", "/feed");
    feed("/feed", item("/a", RAIL, "", NOW.minusSeconds(600)));
    poll();
    Instant at = NOW.minusSeconds(600);

    assertThat(intake.articles().developedBetween(at.minusSeconds(1), at)).hasSize(1);
    assertThat(intake.articles().developedBetween(at, NOW)).isEmpty();
  }

  @Test
  void twoSourcesCannotHaveOneAddress() {
    source("courier", "/feed");

    assertThatThrownBy(() -> source("other", "/feed")).hasMessageContaining("another source");
    source("courier", "/elsewhere");
    assertThat(health("courier").url()).isEqualTo(intake.site.address("/elsewhere").toString());
  }

  private void source(String slug, String path) {
    intake
        .articles()
        .define(
            new SourceDefinition(
                slug, "The " + slug, slug, intake.site.address(path).toString(), false, 1, "news"));
  }

  /// The next poll, after the interval.
  private void poll() {
    intake.articles().pollDue();
    intake.clock.advance(Duration.ofMinutes(6));
  }

  private void feed(String path, String... items) {
    intake.site.page(path, "application/rss+xml", rss(items));
  }

  private static String rss(String... items) {
    return "<rss version='2.0'><channel><title>T</title>"
        + String.join("", items)
        + "</channel></rss>";
  }

  private String item(String path, String title, String summary, Instant published) {
    URI link = intake.site.address(path);
    return "<item><title>%s</title><link>%s</link><description>%s</description><pubDate>%s</pubDate></item>"
        .formatted(
            title,
            link,
            summary,
            java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                published.atZone(java.time.ZoneOffset.UTC)));
  }

  private List<Story> all() {
    return intake.articles().developedBetween(Instant.EPOCH, intake.clock.instant());
  }

  private Article only() {
    List<Story> stories = all();
    assertThat(stories).hasSize(1);
    return stories.getFirst().representative();
  }

  private SourceHealth health(String slug) {
    Optional<SourceHealth> health =
        intake.articles().sources().stream()
            .filter(source -> source.slug().equals(slug))
            .findFirst();
    return health.orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
