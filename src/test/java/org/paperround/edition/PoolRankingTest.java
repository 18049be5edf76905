package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.article.ArticleId;
import org.paperround.article.RelatedStory;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;
import org.paperround.edition.ranking.Weights;
import org.paperround.newsletter.Newsletter;

/// What an edition's pool holds.
class PoolRankingTest {
  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void thePortalsOwnArticleShowsTheStoryAndTheOthersAreNamed() {
    StoryId story =
        newsroom
            .stories()
            .story(
                "Storm",
                "weather",
                FIVE,
                List.of("Harbour Post", "The Courier", "Valley News"),
                true);
    Edition edition = newsroom.collecting(BRIEFING);

    Card card = newsroom.card(edition, story);
    assertThat(card.owner()).isEqualTo("The Courier");
    assertThat(card.content().url()).startsWith("https://the-courier.example/");
    assertThat(card.content().alsoReportedBy())
        .containsExactlyInAnyOrder("Harbour Post", "Valley News");
    assertThat(card.signals()).containsKeys("coverage", "momentum", "breaking");
    assertThat(card.score())
        .isEqualTo(card.signals().values().stream().mapToDouble(Double::doubleValue).sum());
  }

  @Test
  void copiesOfOneTextCountOnceHoweverManyOwnersBringThem() {
    StoryId copied =
        newsroom
            .stories()
            .story(
                "Copied", "uk", FIVE, List.of("Harbour Post", "Valley News", "Moor Echo"), false);
    StoryId reported =
        newsroom.stories().story("Reported", "uk", FIVE, List.of("Harbour Post"), false);
    newsroom
        .database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE article SET fingerprint = 42 WHERE story_id = ?", copied.value()));
    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(newsroom.card(edition, copied).signals())
        .isEqualTo(newsroom.card(edition, reported).signals());
    assertThat(newsroom.card(edition, copied).content().alsoReportedBy()).isEmpty();
  }

  @Test
  void aCardNamesTheStoriesThatAreAlike() {
    StoryId story = newsroom.stories().own("Flood", "uk", FIVE);
    StoryId other = newsroom.stories().own("Inquiry into the flood", "uk", FIVE);
    newsroom
        .database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO story_kin VALUES (?, ?, 0.2)", story.value(), other.value()));
    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(newsroom.card(edition, story).content().related())
        .containsExactly(
            new RelatedStory(
                other, "Inquiry into the flood", newsroom.card(edition, other).content().url()));
    assertThat(newsroom.card(edition, other).content().related()).isEmpty();
  }

  @Test
  void whatAnEditorMergesAndSplitsShowsInTheOpenEdition() {
    StoryId kept = newsroom.stories().own("Kept", "uk", FIVE);
    StoryId merged = newsroom.stories().own("Merged", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    ArticleId article = newsroom.card(edition, merged).article();

    newsroom.articles().merge(merged, kept, "ann");
    rankAgain();
    assertThat(newsroom.pool(edition)).containsExactly(kept);

    newsroom.articles().split(kept, Set.of(article), "ann");
    rankAgain();
    assertThat(newsroom.pool(edition)).hasSize(2).contains(kept).doesNotContain(merged);
    Card off =
        newsroom.editions().pool(edition.id()).cards().stream()
            .filter(card -> !card.story().equals(kept))
            .findFirst()
            .orElseThrow();
    assertThat(off.article()).as("whoever had it, had it").isEqualTo(article);
  }

  @Test
  void storiesThatThePortalHasNotAreLeftOutWhereThereIsAPortal() {
    newsroom.stories().story("Elsewhere", "world", FIVE, List.of("Harbour Post"), false);
    StoryId own = newsroom.stories().own("Here", "uk", FIVE);

    assertThat(newsroom.pool(newsroom.collecting(BRIEFING))).containsExactly(own);
  }

  @Test
  void thePortalsWeightsAndLimitsMakeTheFrontPageAtTheTickAndAtTheDesk() {
    newsroom.config =
        new RankingConfig(
            Weights.STANDARD.withSections(Map.of("sport", 0.5)), new FrontPage.Diversity(1, 9));
    StoryId first = newsroom.stories().own("First", "uk", FIVE.minusSeconds(60));
    StoryId second = newsroom.stories().own("Second", "uk", FIVE.minusSeconds(120));
    StoryId sport = newsroom.stories().own("Sport", "Sport", FIVE.minusSeconds(30));
    StoryId world = newsroom.stories().own("World", "world", FIVE.minusSeconds(180));
    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(newsroom.card(edition, sport).signals()).containsEntry("section", -1.0);
    assertThat(newsroom.frontPage(edition)).startsWith(first, world, sport);

    newsroom.editions().drop(edition.id(), first, ANN);
    assertThat(newsroom.frontPage(edition)).startsWith(second, world, sport);
  }

  @Test
  void plainFeedsMakeAnEditionToo() {
    StoryId story =
        newsroom.stories().story("Elsewhere", "world", FIVE, List.of("Harbour Post"), false);

    assertThat(newsroom.pool(newsroom.collecting(BRIEFING))).containsExactly(story);
  }

  @Test
  void thePoolIsTheDaysStoriesAndTheFortyBestOfEightDays() {
    List<StoryId> today = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      today.add(newsroom.stories().own("Today " + i, "uk", hoursBefore(i / 2 + 1)));
    }
    for (int i = 0; i < 60; i++) {
      newsroom.stories().own("Before " + i, "uk", hoursBefore(48 + i));
    }
    StoryId covered =
        newsroom
            .stories()
            .story("Big", "uk", hoursBefore(7 * 24), List.of("The Courier", "A", "B"), false);
    newsroom.stories().own("Too old", "uk", hoursBefore(8 * 24 + 2));

    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(newsroom.pool(edition)).hasSize(100).containsAll(today).contains(covered);
    assertThat(newsroom.card(edition, covered).signals()).containsEntry("earlier", -2.0);
  }

  @Test
  void theDayBeginsAtThePreviousCutOff() {
    StoryId before = newsroom.stories().own("Before", "uk", hoursBefore(2));
    StoryId since = newsroom.stories().own("Since", "uk", FIVE);
    Newsletter briefing = newsroom.offer();
    newsroom.editions().build(briefing, FIVE.minusSeconds(60));
    newsroom.editions().tick();
    Edition edition = newsroom.editions().in(EditionState.COLLECTING).getLast();

    assertThat(newsroom.card(edition, before).signals()).containsKey("earlier");
    assertThat(newsroom.card(edition, since).signals()).doesNotContainKey("earlier");
  }

  @Test
  void noPoolIsLargerThanThreeHundredAndTheBestStay() {
    List<StoryId> stories = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      stories.add(newsroom.stories().own("Story " + i, "uk", FIVE.minusSeconds(i)));
    }
    Edition edition = newsroom.collecting(BRIEFING);
    assertThat(newsroom.pool(edition)).hasSameElementsAs(stories.subList(0, 300));

    Map<Integer, StoryId> before = ordinals(edition);
    StoryId better = newsroom.stories().own("Better", "uk", SIX.minusSeconds(1));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    Map<Integer, StoryId> after = ordinals(edition);
    assertThat(after).hasSize(300).containsValue(better);
    before.keySet().retainAll(after.keySet());
    assertThat(after).containsAllEntriesOf(before);
    assertThat(newsroom.card(edition, better).ordinal()).isEqualTo(301);
  }

  @Test
  void anOrdinalIsNotUsedAgainForAnotherStory() {
    StoryId first = newsroom.stories().own("First", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.stories().retractArticles(first, FIVE);
    rankAgain();
    assertThat(newsroom.pool(edition)).isEmpty();
    StoryId second = newsroom.stories().own("Second", "uk", FIVE);
    rankAgain();

    assertThat(ordinals(edition)).isEqualTo(Map.of(2, second));
  }

  @Test
  void storiesThatBecameOneTakeOneSlotAndKeepTheEditorsWord() {
    StoryId kept = newsroom.stories().own("Kept", "uk", FIVE);
    StoryId pinned = newsroom.stories().own("Pinned", "uk", FIVE);
    StoryId dropped = newsroom.stories().own("Dropped", "uk", FIVE);
    StoryId target = newsroom.stories().own("Target of the dropped", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().pin(edition.id(), pinned, true, ANN);
    newsroom.editions().drop(edition.id(), dropped, ANN);
    newsroom.stories().merge(pinned, kept);
    newsroom.stories().merge(dropped, target);
    rankAgain();

    assertThat(newsroom.frontPage(edition)).containsExactly(kept);
    assertThat(newsroom.card(edition, kept).mustRead()).isTrue();
    assertThat(newsroom.card(edition, target).dropped()).isTrue();
    assertThat(newsroom.editions().drop(edition.id(), pinned, ANN))
        .as("the old id still names it")
        .isInstanceOf(Decision.Done.class);
    assertThat(newsroom.pool(edition)).isEmpty();
  }

  @Test
  void aPinnedStoryStaysHoweverOldAndGoesOnlyWhenItsArticlesAreTakenBack() {
    StoryId pinned = newsroom.stories().own("Pinned", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().pin(edition.id(), pinned, false, ANN);
    newsroom.stories().develop(pinned, hoursBefore(24 * 20));
    rankAgain();
    assertThat(newsroom.frontPage(edition)).containsExactly(pinned);
    newsroom.stories().retractArticles(pinned, FIVE);
    rankAgain();

    assertThat(newsroom.frontPage(edition)).isEmpty();
    assertThat(newsroom.card(edition, pinned).retractedAt()).isNotNull();
  }

  @Test
  void aStoryUnderEmbargoIsNotOnTheFrontPage() {
    StoryId story = newsroom.stories().own("Later", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().pin(edition.id(), story, false, ANN);
    newsroom.stories().embargo(story, SIX.plusSeconds(1));
    rankAgain();

    assertThat(newsroom.frontPage(edition)).isEmpty();
    assertThat(newsroom.card(edition, story).embargoedUntil()).isEqualTo(SIX.plusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "230, 1", "344, 1", "345, 2", "2300, 10"})
  void readingTakesAMinuteForEvery230WordsButNeverLess(int words, int minutes) {
    assertThat(RankedStory.readingMinutes(" wörd's".repeat(words))).isEqualTo(minutes);
  }

  private void rankAgain() {
    newsroom.clock.advance(EditionTick.RANKING_INTERVAL);
    newsroom.editions().tick();
  }

  private Map<Integer, StoryId> ordinals(Edition edition) {
    return newsroom.editions().pool(edition.id()).cards().stream()
        .collect(Collectors.toMap(Card::ordinal, Card::story));
  }

  private static Instant hoursBefore(int hours) {
    return FIVE.minus(Duration.ofHours(hours));
  }
}
