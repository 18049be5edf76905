package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.DatabaseConfig;
import org.paperround.platform.work.Parallel;

/// Articles on one event are one story, on every node and in every order.
class StoriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T18:00:00Z");

  private static final List<String> EVENTS =
      List.of(
          "Reservoir Kelda overflows above Sowerdale",
          "Actors' union and theatres reach pay deal",
          "Astronomers find comet near Jupiter",
          "Chancellor announces tax cut for bakers",
          "Goalkeeper Tamworth joins Hartlepool",
          "Ferry runs aground off Orkney");

  @RegisterExtension final Intake intake = Intake.ofFiles(NOW);
  @TempDir Path folder;

  @Test
  void twoNodesThatReadOneEventAtOnceOpenOneStory() {
    try (Database second =
        Database.connect(new DatabaseConfig(intake.database.url(), null, null, 6))) {
      List<Articles> nodes = List.of(intake.articles(), intake.node(second));
      for (int round = 0; round < EVENTS.size(); round++) {
        String event = EVENTS.get(round);
        List<String> files =
            List.of(file("a" + round, event, NOW), file("b" + round, "Latest: " + event, NOW));
        Parallel.map(2, List.of(0, 1), n -> nodes.get(n).ingest(List.of(files.get(n)), NOW));
      }
    }
    assertThat(stories())
        .hasSize(EVENTS.size())
        .allSatisfy(story -> assertThat(story.articles()).hasSize(2));
  }

  @Test
  void aRoundUpNeverFoundsAStoryThatOthersJoin() {
    intake
        .articles()
        .ingest(
            List.of(
                file(
                    "a",
                    "Morning briefing: Reservoir Kelda bursts above Sowerdale",
                    NOW.minusSeconds(99)),
                file("b", "Reservoir Kelda bursts above Sowerdale", NOW)),
            NOW);

    assertThat(stories()).hasSize(2);
  }

  @Test
  void whatJoinsAStoryThatWasTakenBackIsTakenBackToo() {
    intake
        .articles()
        .ingest(List.of(file("a", "Reservoir Kelda bursts above Sowerdale", NOW)), NOW);
    StoryId story = stories().getFirst().id();
    intake.database.get().useTransaction(handle -> intake.articles().retract(handle, story, NOW));
    assertThat(stories()).isEmpty();

    String again = file("b", "Latest: Reservoir Kelda bursts above Sowerdale", NOW);
    intake.node(intake.database.get()).ingest(List.of(again), NOW);
    intake
        .articles()
        .ingest(List.of(file("c", "Reservoir Kelda bursts: Sowerdale flooded", NOW)), NOW);
    intake.articles().ingest(List.of(file("d", "Astronomers find comet near Jupiter", NOW)), NOW);

    assertThat(stories()).as("only the other event").hasSize(1);
  }

  @Test
  void anEventThatBeganAsTwoStoriesBecomesOneAndTheOtherAnAlias() {
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale", "Kelda reservoir bursts: Sowerdale flooded"));
    StoryId one = stories().getFirst().id();
    apart("file-1");
    assertThat(stories()).hasSize(2);

    assertThat(intake.articles().consolidate()).isEqualTo(1);

    assertThat(stories()).hasSize(1);
    Story story = stories().getFirst();
    assertThat(story.articles()).hasSize(2);
    assertThat(story.revision()).as("no development").isEqualTo(1);
    assertThat(intake.articles().canonical(Set.of(one, new StoryId(one.value() + 1))).values())
        .containsOnly(story.id());
    assertThat(intake.articles().consolidate()).isZero();
  }

  @Test
  void whatCameTogetherWronglyComesApartUnlessItIsSettled() {
    ingestAs(
        List.of("Reservoir Kelda bursts above Sowerdale", "Astronomers find comet near Jupiter"));
    together();
    assertThat(stories()).hasSize(1);
    assertThat(intake.articles().consolidate()).isEqualTo(1);
    assertThat(stories()).hasSize(2);

    together();
    intake.clock.advance(Duration.ofHours(4));
    assertThat(intake.articles().consolidate()).isZero();
    assertThat(stories()).hasSize(1);
  }

  @Test
  void whatReadersMayHaveHadKeepsItsNumberWhenWrongOnesAreTakenOut() {
    intake
        .articles()
        .ingest(
            List.of(
                file("a", "Astronomers find comet near Jupiter", NOW.minus(Duration.ofHours(5)))),
            NOW);
    StoryId comet = stories().getFirst().id();
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale", "Kelda reservoir bursts: Sowerdale flooded"));
    together();

    intake.articles().consolidate();

    assertThat(stories()).hasSize(2);
    assertThat(intake.articles().find(comet).orElseThrow().articles())
        .extracting(Article::headline)
        .containsExactly("Astronomers find comet near Jupiter");
  }

  @Test
  void aStoryThatIsMergedTakesItsRoundUpsAlongAndIsTakenBackByItsOldNumberToo() {
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale",
            "Kelda reservoir bursts: Sowerdale flooded",
            "Kelda reservoir above Sowerdale bursts",
            "Live: Kelda reservoir bursts above Sowerdale"));
    together();
    apart("file-0");
    StoryId smaller = new StoryId(execute("SELECT max(id) FROM story"));
    execute(
        "UPDATE article SET story_id = (SELECT max(id) FROM story) WHERE headline LIKE 'Live%'"
            + " RETURNING id");

    intake.articles().consolidate();

    assertThat(stories()).hasSize(1);
    assertThat(stories().getFirst().articles()).hasSize(4);
    assertThat(execute("SELECT count(*) FROM article WHERE story_id = " + smaller.value()))
        .isZero();
    intake.database.get().useTransaction(handle -> intake.articles().retract(handle, smaller, NOW));
    assertThat(stories()).isEmpty();
  }

  @Test
  void aMergedStoryKeepsTheNewsOfBoth() {
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale", "Kelda reservoir bursts: Sowerdale flooded"));
    StoryId story = stories().getFirst().id();
    apart("file-1");
    execute(
        "UPDATE story SET revision = 3, developed_at = developed_at + interval '1 hour' WHERE id ="
            + " (SELECT max(id) FROM story) RETURNING id");
    intake.clock.advance(Duration.ofHours(1));

    intake.articles().consolidate();

    Story merged = intake.articles().find(story).orElseThrow();
    assertThat(merged.revision()).as("a text of the other had changed").isEqualTo(3);
    assertThat(merged.developedAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(merged.firstPublishedAt()).isEqualTo(NOW);
  }

  @Test
  void aStoryThatIsSplitOffIsAsOldAsItsArticles() {
    Instant earlier = NOW.minus(Duration.ofHours(1));
    intake
        .articles()
        .ingest(
            List.of(
                file("a", "Reservoir Kelda bursts above Sowerdale", NOW),
                file("b", "Astronomers find comet near Jupiter", earlier)),
            NOW);
    together();

    intake.articles().consolidate();

    assertThat(stories())
        .extracting(Story::firstPublishedAt, Story::developedAt, Story::revision)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(NOW, NOW, 1),
            org.assertj.core.groups.Tuple.tuple(earlier, earlier, 1));
  }

  @Test
  void anAliasOfAStoryThatIsMergedItselfLeadsToTheLast() {
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale",
            "Kelda reservoir bursts: Sowerdale flooded",
            "Kelda reservoir above Sowerdale bursts"));
    StoryId first = stories().getFirst().id();
    apart("file-2");
    StoryId second = new StoryId(execute("SELECT max(id) FROM story"));
    intake.articles().consolidate();
    apart("file-0");
    execute(
        "UPDATE article SET story_id = (SELECT max(id) FROM story) WHERE headline LIKE"
            + " '%flooded' RETURNING id");
    StoryId last = new StoryId(execute("SELECT max(id) FROM story"));

    intake.articles().consolidate();

    assertThat(intake.articles().canonical(Set.of(first, second)).values()).containsOnly(last);
    assertThat(execute("SELECT count(*) FROM article WHERE story_id <> " + last.value())).isZero();
  }

  @Test
  void aSettledStoryNamesAGroupHoweverManyFreshOnesJoinIt() {
    Instant earlier = NOW.minus(Duration.ofHours(4));
    intake
        .articles()
        .ingest(List.of(file("s", "Reservoir Kelda bursts above Sowerdale", earlier)), NOW);
    StoryId settled = stories().getFirst().id();
    ingestAs(
        List.of(
            "Kelda reservoir bursts: Sowerdale flooded", "Kelda reservoir above Sowerdale bursts"));
    apart("file-0");
    execute(
        "UPDATE article SET story_id = (SELECT max(id) FROM story) WHERE source_id = (SELECT id"
            + " FROM source WHERE slug = 'file-1') RETURNING id");
    assertThat(stories()).hasSize(2);

    intake.articles().consolidate();

    assertThat(stories()).extracting(Story::id).containsExactly(settled);
  }

  @Test
  void whatWasTakenBackIsNotBroughtBackByALookAtTheWhole() {
    ingestAs(
        List.of(
            "Reservoir Kelda bursts above Sowerdale", "Kelda reservoir bursts: Sowerdale flooded"));
    StoryId story = stories().getFirst().id();
    apart("file-1");
    intake.database.get().useTransaction(handle -> intake.articles().retract(handle, story, NOW));

    assertThat(intake.articles().consolidate()).isZero();
    assertThat(stories()).hasSize(1);
  }

  @Test
  void anotherOutletsReportIsNoDevelopmentButALaterFollowUpIs() {
    Instant first = NOW.minus(Duration.ofHours(8));
    intake
        .articles()
        .ingest(
            List.of(
                file("courier", "Reservoir Kelda bursts above Sowerdale", first),
                file(
                    "ledger",
                    "Reservoir Kelda bursts: Sowerdale flooded",
                    first.plusSeconds(3_600))),
            NOW);
    assertThat(stories()).hasSize(1);
    assertThat(stories().getFirst().revision()).isEqualTo(1);
    assertThat(stories().getFirst().developedAt()).isEqualTo(first);

    Instant later = NOW.minus(Duration.ofHours(1));
    intake
        .articles()
        .ingest(
            List.of(file("courier", "Sowerdale: inquiry into Kelda reservoir burst", later)), NOW);

    Story story = stories().getFirst();
    assertThat(stories()).hasSize(1);
    assertThat(story.articles()).hasSize(3);
    assertThat(story.revision()).isEqualTo(2);
    assertThat(story.developedAt()).isEqualTo(later);
    assertThat(story.firstPublishedAt()).isEqualTo(first);
  }

  @Test
  void whatIsFourDaysApartIsAnotherStory() {
    intake
        .articles()
        .ingest(
            List.of(
                file("a", "Reservoir Kelda bursts above Sowerdale", NOW.minus(Duration.ofDays(4))),
                file("b", "Reservoir Kelda bursts above Sowerdale", NOW)),
            NOW);

    assertThat(stories()).hasSize(2);
  }

  @Test
  void theSameOrderOfArrivalMakesTheSameStories() {
    List<String> files =
        IntStream.range(0, 12)
            .mapToObj(i ->
                file("s" + i, EVENTS.get(i / 3) + " " + EVENTS.get(i % 5), NOW.minusSeconds(i)))
            .toList();
    intake.articles().ingest(files, NOW);
    List<List<String>> once = shape();
    intake
        .database
        .get()
        .useTransaction(handle -> handle.execute("TRUNCATE article, story, source CASCADE"));
    intake.node(intake.database.get()).ingest(files, NOW);

    assertThat(shape()).isEqualTo(once);
  }

  private void ingestAs(List<String> headlines) {
    for (int i = 0; i < headlines.size(); i++) {
      intake.articles().ingest(List.of(file("file-" + i, headlines.get(i), NOW)), NOW);
    }
  }

  /// As a first look may have taken it: this source's article is a story of its own.
  private void apart(String source) {
    execute(
        """
        WITH own AS (
          INSERT INTO story (first_published_at, developed_at)
          SELECT published_at, published_at FROM article a JOIN source s ON s.id = source_id AND slug = '%s'
          RETURNING id)
        UPDATE article SET story_id = (SELECT id FROM own)
        WHERE source_id = (SELECT id FROM source WHERE slug = '%s') RETURNING id
        """
            .formatted(source, source));
  }

  /// Every article is in the first story.
  private void together() {
    execute("UPDATE article SET story_id = (SELECT min(id) FROM story) RETURNING id");
  }

  private long execute(String sql) {
    return intake
        .database
        .get()
        .inTransaction(handle -> handle.createQuery(sql).mapTo(Long.class).first());
  }

  private List<Story> stories() {
    return intake.articles().developedBetween(Instant.EPOCH, NOW);
  }

  private List<List<String>> shape() {
    return stories().stream()
        .map(story -> story.articles().stream().map(Article::headline).sorted().toList())
        .sorted(java.util.Comparator.comparing(List::toString))
        .toList();
  }

  /// A feed of one entry in a file of its own; every call is another article.
  private String file(String slug, String headline, Instant published) {
    String link = "https://" + slug + ".example/" + headline.hashCode();
    String xml =
        "<rss version='2.0'><channel><item><title>%s</title><link>%s</link><pubDate>%s</pubDate></item></channel></rss>"
            .formatted(
                headline,
                link,
                java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    published.atZone(java.time.ZoneOffset.UTC)));
    try {
      return Files.writeString(folder.resolve(slug + ".xml"), xml).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
