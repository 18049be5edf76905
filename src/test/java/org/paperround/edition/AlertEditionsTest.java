package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletter.Approval;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.DatabaseConfig;

/// Which stories make an alert, when, and that each makes one.
class AlertEditionsTest {
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofHours(3);

  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void aBreakingStoryOfThePortalIsAnApprovedEditionOfItAlone() {
    Newsletter alerts = offer(Approval.AUTOMATIC);
    newsroom.stories().own("Not breaking", "uk", FIVE);
    StoryId story = breaking("Dam breaks above the town");

    tick();

    Edition edition = newsroom.only();
    assertThat(edition)
        .isEqualTo(
            new Edition(
                edition.id(),
                alerts.id(),
                LocalDate.of(2026, 1, 10),
                FIVE,
                FIVE,
                FIVE.plus(Duration.ofHours(2)),
                EditionState.APPROVED,
                2,
                Words.NONE,
                null));
    assertThat(newsroom.pool(edition)).containsExactly(story);
    assertThat(newsroom.frontPage(edition)).containsExactly(story);
    assertThat(newsroom.diary(edition)).containsExactly("1 engine alert", "2 engine approved");
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void manyTicksOnTwoNodesMakeOneAlertOfEachStory() throws Exception {
    offer(Approval.AUTOMATIC);
    for (int i = 0; i < 5; i++) {
      breaking("Event number " + i);
    }
    try (Database second =
            Database.connect(new DatabaseConfig(newsroom.database.url(), null, null, 6));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> ticks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ticks.add(newsroom.editions()::tick);
        ticks.add(newsroom.editions(second)::tick);
      }
      for (Future<Integer> tick : threads.invokeAll(ticks)) {
        tick.get();
      }
    }
    assertThat(newsroom.all()).hasSize(5);
    assertThat(newsroom.all().stream().flatMap(each -> newsroom.pool(each).stream()))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatOthersReportAsBreakingAlertsNobody() {
    offer(Approval.AUTOMATIC);
    newsroom.stories().story("Theirs", "uk", FIVE, List.of("The Record"), true);
    tick();
    assertThat(newsroom.all()).isEmpty();
  }

  @Test
  void aFlagOfAnOldArticleAlertsNobodyUntilTheArticleIsChanged() {
    offer(Approval.AUTOMATIC);
    StoryId story =
        newsroom.stories().story("Old", "uk", FIVE.minus(FRESH), List.of("The Courier"), true);
    tick();
    assertThat(newsroom.all()).isEmpty();

    newsroom.execute("UPDATE article SET updated_at = '2026-01-10T04:30Z'");
    tick();
    assertThat(newsroom.pool(newsroom.only())).containsExactly(story);
  }

  @Test
  void anEmbargoedStoryAlertsWhenItsEmbargoEnds() {
    offer(Approval.AUTOMATIC);
    StoryId story = breaking("The budget");
    newsroom.stories().embargo(story, FIVE.plus(Duration.ofHours(5)));
    tick();
    newsroom.clock.set(FIVE.plus(Duration.ofHours(5)).minusMillis(1));
    tick();
    assertThat(newsroom.all()).isEmpty();

    newsroom.clock.set(FIVE.plus(Duration.ofHours(5)));
    tick();
    assertThat(newsroom.pool(newsroom.only())).containsExactly(story);
  }

  @Test
  void aStoryThatDevelopsAlertsAgainOnlyAfterAWhile() {
    offer(Approval.AUTOMATIC);
    StoryId story = breaking("Dam breaks above the town");
    tick();
    newsroom.clock.set(FIVE.plus(AGAIN).minusMillis(1));
    develop(story);
    tick();
    assertThat(newsroom.all()).as("within the window").hasSize(1);

    newsroom.clock.set(FIVE.plus(AGAIN));
    tick();
    tick();
    assertThat(newsroom.all()).hasSize(2);
    assertThat(newsroom.card(newsroom.all().getLast(), story).storyRevision()).isEqualTo(2);

    newsroom.clock.set(FIVE.plus(AGAIN).plus(AGAIN));
    newsroom.execute("UPDATE article SET updated_at = '2026-01-10T11:00Z'");
    tick();
    assertThat(newsroom.all()).as("nothing new in substance").hasSize(2);
  }

  @Test
  void aStoryThatBecameAnotherAlertsNobodyTwice() {
    offer(Approval.AUTOMATIC);
    StoryId first = breaking("Dam breaks");
    tick();
    newsroom.clock.set(FIVE.plus(AGAIN));
    StoryId second = newsroom.stories().story("Flood", "uk", newsroom.clock.instant(), OWN, true);
    newsroom.stories().merge(first, second);
    tick();
    assertThat(newsroom.all()).hasSize(1);
  }

  @Test
  void whereApprovalIsRequiredAnAlertIsHeldWithAnAlarmAndMissedWhenNobodyLetsItGo() {
    offer(Approval.REQUIRED);
    breaking("Dam breaks");
    tick();
    Edition edition = newsroom.only();
    assertThat(edition.state()).isEqualTo(EditionState.HELD);
    assertThat(newsroom.openAlarms()).containsExactly("edition-held:briefing:" + edition.id());

    newsroom.clock.set(FIVE.plusSeconds(60));
    newsroom.stories().own("Another story", "uk", FIVE.plusSeconds(30));
    tick();
    assertThat(newsroom.pool(edition)).as("it never becomes a digest").hasSize(1);
    newsroom.editions().approve(edition.id(), ANN);
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.openAlarms()).isEmpty();

    newsroom.clock.set(edition.expiresAt().plusSeconds(1));
    tick();
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.MISSED);
  }

  @Test
  void ofTwoHeldAlertsTheOneThatStillWaitsKeepsItsAlarm() {
    offer(Approval.REQUIRED);
    breaking("Dam breaks");
    breaking("Minister resigns");
    tick();
    Edition first = newsroom.all().getFirst();
    Edition second = newsroom.all().getLast();
    newsroom.editions().approve(first.id(), ANN);
    assertThat(newsroom.openAlarms()).containsExactly("edition-held:briefing:" + second.id());
  }

  @Test
  void aHeldAlertWhoseStoryIsTakenBackIsSkipped() {
    offer(Approval.REQUIRED);
    StoryId story = breaking("Dam breaks");
    tick();
    newsroom.stories().retractArticles(story, FIVE);
    tick();
    assertThat(newsroom.only().state()).isEqualTo(EditionState.SKIPPED);
    assertThat(newsroom.editions().diary(newsroom.only().id()).getLast().note())
        .isEqualTo("its story was taken back");
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void anEditorsOrderNeedsNoFlagNoApprovalAndNoWaitButNeverRepeatsItself() {
    Newsletter alerts = offer(Approval.REQUIRED);
    StoryId story = newsroom.stories().own("Old and calm", "uk", FIVE.minus(Duration.ofDays(3)));

    Decision done = newsroom.editions().alert(alerts, story, "In the editor's words", ANN);

    assertThat(done).isInstanceOf(Decision.Done.class);
    Edition edition = newsroom.only();
    assertThat(edition.state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.card(edition, story).content().headline())
        .isEqualTo("In the editor's words");
    assertThat(newsroom.diary(edition)).containsExactly("1 ann alert", "2 ann approved");

    assertThat(newsroom.editions().alert(alerts, story, null, ANN))
        .isEqualTo(
            new Decision.Impossible(
                "Edition "
                    + edition.id()
                    + " has alerted to the story as it stands; it can once it has developed."));
    newsroom.stories().develop(story, FIVE);
    assertThat(newsroom.editions().alert(alerts, story, null, ANN))
        .isInstanceOf(Decision.Done.class);
    assertThat(newsroom.all()).hasSize(2);
  }

  @Test
  void anOrderThatCannotBeCarriedOutSaysWhy() {
    Newsletter alerts = offer(Approval.AUTOMATIC);
    Newsletter digest = newsroom.offer(BRIEFING.slug("digest"));
    StoryId story = newsroom.stories().own("Story", "uk", FIVE);
    Editions editions = newsroom.editions();

    assertThat(editions.alert(digest, story, null, ANN)).isInstanceOf(Decision.Impossible.class);
    assertThat(editions.alert(alerts, story, "two\nlines", ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(editions.alert(alerts, new StoryId(999), null, ANN))
        .isEqualTo(new Decision.NoSuchStory());
    newsroom.stories().embargo(story, FIVE.plusSeconds(1));
    assertThat(editions.alert(alerts, story, null, ANN))
        .isEqualTo(
            new Decision.Impossible("The story is not out yet: its articles are under embargo."));
    newsroom.stories().retractArticles(story, FIVE);
    assertThat(editions.alert(alerts, story, null, ANN)).isEqualTo(new Decision.NoSuchStory());
    assertThat(newsroom.all()).isEmpty();
  }

  private static final List<String> OWN = List.of("The Courier");

  private Newsletter offer(Approval approval) {
    return new Newsletters(newsroom.database.get())
        .define(BRIEFING.approval(approval).build().alerting());
  }

  private StoryId breaking(String headline) {
    return newsroom.stories().story(headline, "uk", FIVE, OWN, true);
  }

  private void develop(StoryId story) {
    newsroom.stories().develop(story, newsroom.clock.instant());
    newsroom.execute(
        "UPDATE article SET updated_at = '" + newsroom.clock.instant() + "', revision = 2");
  }

  private void tick() {
    newsroom.editions().tick();
  }
}
