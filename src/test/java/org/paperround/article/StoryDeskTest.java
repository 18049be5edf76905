package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.article.Reports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an editor says of stories stands, whatever their words are like.
class StoryDeskTest {
  private static final String BURST = "Reservoir Kelda bursts above Sowerdale";
  private static final String FLOOD = "Kelda reservoir bursts: Sowerdale flooded";
  private static final String INQUIRY = "Kelda reservoir burst: Sowerdale inquiry opens";
  private static final String COMET = "Astronomers find comet near Jupiter";

  @RegisterExtension final Reports reports = new Reports();

  @Test
  void aMergeStandsThroughEveryLookAtTheWhole() {
    reports.read("a", BURST, "");
    reports.read("b", COMET, "");
    StoryId burst = story(BURST);
    StoryId comet = story(COMET);

    assertThat(reports.articles().merge(comet, burst, "ann"))
        .isEqualTo(new StoryDecision.Done(burst));

    for (int hours = 0; hours < 60; hours += 20) {
      reports.articles().consolidate();
      assertThat(reports.shape()).containsExactly(List.of(COMET, BURST));
      reports.clock.advance(Duration.ofHours(20));
    }
    assertThat(reports.articles().canonical(Set.of(comet))).containsEntry(comet, burst);
    assertThat(reports.articles().orders(burst))
        .containsExactly(new StoryOrder(NOW, "ann", StoryOrder.Kind.MERGE, comet, burst));
  }

  @Test
  void aSplitStandsAndWhatComesLaterJoinsOneHalfOnly() {
    reports.read("a", BURST, "");
    reports.read("b", FLOOD, "");
    StoryId story = story(BURST);
    assertThat(reports.stories()).hasSize(1);

    StoryId off = split(story, FLOOD);

    assertThat(off).isNotEqualTo(story);
    assertThat(reports.articles().consolidate()).isZero();
    reports.read("c", INQUIRY, "");
    reports.read("b", FLOOD, "more");
    reports.clock.advance(Duration.ofHours(5));
    reports.articles().consolidate();
    assertThat(story(BURST)).isEqualTo(story);
    assertThat(story(FLOOD)).isEqualTo(off);
    assertThat(reports.stories()).hasSize(2);
    assertThat(story(INQUIRY)).isIn(story, off);
  }

  @Test
  void aSplitOfOldArticlesHoldsWhatJoinsThemLater() {
    Instant earlier = NOW.minus(Duration.ofHours(50));
    reports.read("a", new Reports.Report(BURST, "", earlier));
    reports.read("b", new Reports.Report(FLOOD, "", earlier));
    StoryId story = story(BURST);
    StoryId off = split(story, FLOOD);

    reports.read("c", "Kelda reservoir bursts: Sowerdale is flooded", "");
    reports.read("d", "Latest: reservoir Kelda bursts above Sowerdale", "");
    reports.articles().consolidate();

    assertThat(story(BURST)).isEqualTo(story);
    assertThat(story(FLOOD)).isEqualTo(off);
  }

  @Test
  void theLatestWordWins() {
    reports.read("a", BURST, "");
    reports.read("b", FLOOD, "");
    StoryId story = story(BURST);
    StoryId off = split(story, FLOOD);

    reports.articles().merge(story, off, "ann");
    reports.articles().consolidate();
    assertThat(reports.shape()).containsExactly(List.of(FLOOD, BURST));
    assertThat(story(BURST)).isEqualTo(off);

    StoryId again = split(off, BURST);
    reports.articles().consolidate();
    assertThat(story(FLOOD)).isEqualTo(off);
    assertThat(story(BURST)).isEqualTo(again);
    assertThat(reports.articles().orders(off)).hasSize(3);
  }

  @Test
  void copiesThatAnEditorPartedStayApart() {
    String text =
        "The reservoir above Sowerdale burst its banks after a week of heavy rain and sent water"
            + " through the lower town, where people were taken from their homes in boats.";
    reports.read("a", BURST, text);
    reports.read("b", FLOOD, text);

    split(story(BURST), FLOOD);
    reports.articles().consolidate();

    assertThat(reports.shape()).containsExactlyInAnyOrder(List.of(BURST), List.of(FLOOD));
  }

  @Test
  void whatIsSplitOffIsAsOldAsItsArticles() {
    Instant earlier = NOW.minus(Duration.ofHours(2));
    reports.read("a", new Reports.Report(FLOOD, "", earlier));
    reports.read("b", BURST, "");

    StoryId off = split(story(FLOOD), BURST);

    assertThat(reports.articles().find(off).orElseThrow())
        .returns(NOW, Story::firstPublishedAt)
        .returns(NOW, Story::developedAt)
        .returns(1, Story::revision);
    assertThat(reports.articles().find(story(FLOOD)).orElseThrow().developedAt())
        .isEqualTo(earlier);
  }

  @Test
  void whatCannotBeDoneSaysWhyAndChangesNothing() {
    reports.read("a", BURST, "");
    reports.read("b", COMET, "");
    StoryId burst = story(BURST);
    StoryId none = new StoryId(4_711);
    Articles articles = reports.articles();
    ArticleId comet = reports.article(COMET).id();

    assertThat(articles.merge(burst, none, "ann")).isEqualTo(new StoryDecision.NoSuchStory(none));
    assertThat(articles.split(none, Set.of(comet), "ann"))
        .isEqualTo(new StoryDecision.NoSuchStory(none));
    assertThat(articles.merge(burst, burst, "ann")).isInstanceOf(StoryDecision.Impossible.class);
    assertThat(articles.split(burst, Set.of(comet), "ann"))
        .isInstanceOf(StoryDecision.Impossible.class);
    assertThat(articles.split(burst, Set.of(reports.article(BURST).id()), "ann"))
        .isInstanceOf(StoryDecision.Impossible.class);
    reports.database.get().useTransaction(handle -> articles.retract(handle, story(COMET), NOW));
    assertThat(articles.merge(burst, new StoryId(burst.value() + 1), "ann"))
        .isInstanceOf(StoryDecision.Impossible.class);

    assertThat(reports.shape()).containsExactly(List.of(BURST));
    assertThat(articles.orders(burst)).isEmpty();
  }

  @Test
  void aStoryThatIsAlikeAndNotTheSameIsRelatedUntilItIsTakenBack() {
    reports.read("a", BURST, "");
    reports.read("b", FLOOD, "");
    reports.read("c", COMET, "");
    StoryId story = story(BURST);
    StoryId off = split(story, FLOOD);
    Articles articles = reports.articles();
    articles.consolidate();

    RelatedStory flood = new RelatedStory(off, FLOOD, reports.article(FLOOD).url());
    RelatedStory burst = new RelatedStory(story, BURST, reports.article(BURST).url());
    Set<StoryId> all = Set.of(story, off, story(COMET));
    assertThat(articles.related(all, NOW))
        .isEqualTo(Map.of(story, List.of(flood), off, List.of(burst)));
    assertThat(articles.related(all, NOW.minusSeconds(1))).as("not out yet").isEmpty();

    reports
        .database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              "UPDATE article SET embargoed_until = '2026-03-01T19:00Z' WHERE story_id = ?",
              off.value());
          articles.retract(handle, story, NOW);
        });
    assertThat(articles.related(all, NOW)).isEmpty();
    assertThat(articles.related(all, NOW.plus(Duration.ofHours(2))))
        .isEqualTo(Map.of(story, List.of(flood)));
  }

  @Test
  void whatAnArticleLinksToIsRelatedBeforeWhatIsAlike() {
    reports.read("a", BURST, "");
    reports.read("b", FLOOD, "");
    reports.read("c", COMET, "");
    StoryId off = split(story(BURST), FLOOD);
    StoryId comet = story(COMET);
    String link = reports.article(COMET).url();
    reports.push(
        "burst",
        BURST,
        ", \"related\": [\"%s?utm_source=x\", \"https://courier.example/burst\", \"https://elsewhere.example/\"]"
            .formatted(link));
    Articles articles = reports.articles();
    articles.consolidate();
    StoryId story = story(BURST);

    assertThat(articles.related(Set.of(story, comet), NOW))
        .isEqualTo(
            Map.of(
                story,
                List.of(
                    new RelatedStory(comet, COMET, link),
                    new RelatedStory(off, FLOOD, reports.article(FLOOD).url()))));
  }

  @Test
  void whatIsRelatedIsForgottenLongAfterTheStoryMovedOn() {
    reports.read("a", BURST, "");
    reports.read("b", FLOOD, "");
    split(story(BURST), FLOOD);
    reports.articles().consolidate();

    reports.clock.advance(StoryKin.LASTS);
    reports.articles().consolidate();
    assertThat(kin()).isEqualTo(2);
    reports.clock.advance(Duration.ofSeconds(1));
    reports.articles().consolidate();
    assertThat(kin()).isZero();
  }

  private int kin() {
    return reports
        .database
        .get()
        .inTransaction(handle ->
            handle.createQuery("SELECT count(*) FROM story_kin").mapTo(Integer.class).one());
  }

  private StoryId split(StoryId story, String headline) {
    return switch (reports.articles().split(story, Set.of(reports.article(headline).id()), "ann")) {
      case StoryDecision.Done(StoryId off) -> off;
      case StoryDecision.NoSuchStory _, StoryDecision.Impossible _ ->
          throw new AssertionError("it was not split");
    };
  }

  private StoryId story(String headline) {
    return reports.article(headline).story();
  }
}
