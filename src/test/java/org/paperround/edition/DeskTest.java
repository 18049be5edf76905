package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.edition.Newsroom.done;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;

/// The editor's word.
class DeskTest {
  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void pinsStandInTheOrderTheyWereMadeAndSurviveEveryRanking() {
    StoryId weak = old("Weak");
    StoryId weaker = old("Weaker");
    StoryId strong = newsroom.stories().own("Strong", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    assertThat(newsroom.frontPage(edition)).startsWith(strong);

    done(newsroom.editions().pin(edition.id(), weaker, false, ANN));
    done(newsroom.editions().pin(edition.id(), weak, true, ANN));
    assertThat(newsroom.frontPage(edition)).containsExactly(weaker, weak, strong);
    newsroom.stories().own("Stronger", "world", SIX.minusSeconds(60));
    newsroom.passTheCutOff();

    assertThat(newsroom.frontPage(edition)).startsWith(weaker, weak).hasSize(4);
    assertThat(newsroom.card(edition, weak).mustRead()).isTrue();
    assertThat(newsroom.card(edition, weaker).mustRead()).isFalse();
    assertThat(newsroom.diary(edition))
        .containsExactly("1 engine collecting", "2 ann pin", "3 ann pin", "4 engine approved");
  }

  @Test
  void aDroppedStoryNeverComesBack() {
    StoryId dropped = newsroom.stories().own("Dropped", "uk", FIVE);
    StoryId other = newsroom.stories().own("Other", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    done(newsroom.editions().drop(edition.id(), dropped, ANN));
    assertThat(newsroom.frontPage(edition)).containsExactly(other);
    newsroom.stories().develop(dropped, SIX.minusSeconds(60));
    newsroom.passTheCutOff();

    assertThat(newsroom.pool(edition)).containsExactly(other);
    assertThat(newsroom.card(edition, dropped).dropped()).isTrue();
  }

  @Test
  void aPinTakesADropBackAndADropAPin() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    done(newsroom.editions().drop(edition.id(), story, ANN));
    done(newsroom.editions().pin(edition.id(), story, true, ANN));
    assertThat(newsroom.card(edition, story).usable()).isTrue();
    done(newsroom.editions().drop(edition.id(), story, ANN));

    Card card = newsroom.card(edition, story);
    assertThat(card.pinned() || card.mustRead() || card.usable()).isFalse();
  }

  @Test
  void aStoryThatIsNotInThePoolCannotBeDecidedOn() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    StoryId later = newsroom.stories().own("Not ranked yet", "uk", FIVE);

    assertThat(newsroom.editions().pin(edition.id(), later, false, ANN))
        .isEqualTo(new Decision.NoSuchStory());
    assertThat(newsroom.editions().retract(edition.id(), later, ANN))
        .isEqualTo(new Decision.NoSuchStory());
    assertThat(newsroom.editions().drop(new EditionId(99), later, ANN))
        .isEqualTo(new Decision.NoSuchEdition());
    assertThat(newsroom.now(edition).revision()).isEqualTo(1);
  }

  @Test
  void aRetractionWhileSendingIsANewRevisionAndTakesTheStoryOffEverywhere() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    newsroom.stories().own("B", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    Edition evening = eveningEdition();
    newsroom.editions().approve(edition.id(), ANN);
    newsroom.send(edition);
    int before = newsroom.editions().mark(edition.id()).orElseThrow().revision();

    done(newsroom.editions().retract(edition.id(), story, ANN));

    assertThat(newsroom.editions().mark(edition.id()))
        .contains(new Editions.Mark(before + 1, EditionState.SENDING));
    assertThat(newsroom.card(edition, story).retractedAt()).isEqualTo(FIVE);
    assertThat(newsroom.frontPage(edition)).doesNotContain(story);
    assertThat(newsroom.card(evening, story).usable()).isFalse();
    assertThat(newsroom.now(evening).revision()).isEqualTo(2);

    Edition tomorrow = buildTomorrow();
    assertThat(newsroom.pool(tomorrow)).hasSize(1).doesNotContain(story);
  }

  @Test
  void aSentEditionsStoryCanStillBeTakenBackForLaterOnes() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = sent();

    assertThat(newsroom.editions().drop(edition.id(), story, ANN))
        .isEqualTo(new Decision.Impossible("The edition has been sent."));
    done(newsroom.editions().retract(edition.id(), story, ANN));
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.SENT);
    assertThat(newsroom.pool(buildTomorrow())).isEmpty();
  }

  @Test
  void aStoppedEditionGoesOnWhereItWas() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().approve(edition.id(), ANN);
    done(newsroom.editions().stop(edition.id(), ANN));
    done(newsroom.editions().resume(edition.id(), ANN));
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
    newsroom.send(edition);
    done(newsroom.editions().stop(edition.id(), ANN));
    assertThat(newsroom.editions().mark(edition.id()).orElseThrow().state())
        .isEqualTo(EditionState.STOPPED);

    done(newsroom.editions().resume(edition.id(), ANN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.SENDING);
  }

  @Test
  void anEditionIsMarkedSendingAndSentOnce() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().approve(edition.id(), ANN);

    newsroom
        .database
        .get()
        .useTransaction(handle -> {
          assertThat(newsroom.editions().markSent(handle, edition.id())).isFalse();
          assertThat(newsroom.editions().markSending(handle, edition.id())).isTrue();
          assertThat(newsroom.editions().markSending(handle, edition.id())).isFalse();
          assertThat(newsroom.editions().markSent(handle, edition.id())).isTrue();
          assertThat(newsroom.editions().markSent(handle, edition.id())).isFalse();
        });
  }

  @Test
  void noDecisionComesBetweenAClaimAndItsCommit() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    List<String> order = new CopyOnWriteArrayList<>();
    Thread editor =
        Thread.ofPlatform()
            .unstarted(() -> {
              newsroom.editions().drop(edition.id(), story, ANN);
              order.add("dropped");
            });

    newsroom
        .database
        .get()
        .useTransaction(handle -> {
          assertThat(newsroom.editions().lockForClaim(handle, edition.id())).contains(edition);
          editor.start();
          await().until(this::somebodyWaitsForALock);
          order.add("claimed");
        });
    await().until(() -> order.size() == 2);

    assertThat(order).containsExactly("claimed", "dropped");
  }

  @Test
  void aRankingUnderWayDoesNotBringInWhatIsTakenBackMeanwhile() {
    Edition evening = eveningEdition();
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    StoryId other = newsroom.stories().own("B", "uk", FIVE);
    Thread ranking = Thread.ofPlatform().unstarted(this::eveningEdition);

    newsroom
        .database
        .get()
        .useTransaction(handle -> {
          newsroom.editions().lockForClaim(handle, evening.id());
          ranking.start();
          await().until(this::somebodyWaitsForALock);
          newsroom.stories().retractArticles(story, FIVE);
        });
    await().until(() -> !ranking.isAlive());

    assertThat(newsroom.pool(evening)).containsExactly(other);
  }

  @Test
  void aRetractionThatMeetsAMergeTakesBackWhatTheStoryWasMergedInto() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    StoryId into = newsroom.stories().own("B", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    Thread editor =
        Thread.ofPlatform().unstarted(() -> newsroom.editions().retract(edition.id(), story, ANN));

    newsroom
        .database
        .get()
        .useTransaction(handle -> {
          newsroom.articles().holdStories(handle);
          editor.start();
          await().until(this::somebodyWaitsForALock);
          newsroom.stories().merge(story, into);
        });
    await().until(() -> !editor.isAlive());

    assertThat(newsroom.pool(edition)).isEmpty();
    assertThat(newsroom.pool(buildTomorrow())).isEmpty();
  }

  @Test
  void aRetractionReachesTheEditionThatARankingIsBringingTheStoryInto() {
    Edition evening = eveningEdition();
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition morning = newsroom.editions().build(newsroom.offer(BRIEFING), FIVE.plusSeconds(1));
    Thread ranking = Thread.ofPlatform().unstarted(this::eveningEdition);
    Thread editor =
        Thread.ofPlatform().unstarted(() -> newsroom.editions().retract(morning.id(), story, ANN));

    newsroom
        .database
        .get()
        .useTransaction(handle -> {
          newsroom.editions().lockForClaim(handle, evening.id());
          ranking.start();
          await().until(() -> waiting() == 1);
          editor.start();
          await().until(() -> waiting() == 2);
        });
    await().until(() -> !ranking.isAlive() && !editor.isAlive());

    assertThat(newsroom.pool(evening)).isEmpty();
    assertThat(newsroom.pool(morning)).isEmpty();
  }

  @Test
  void theEditorsWordsAreOneLineEachAndStandUntilTakenBack() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    done(newsroom.editions().words(edition.id(), List.of("A calm morning"), "And more", ANN));
    assertThat(newsroom.now(edition).words().subjects()).containsExactly("A calm morning");
    assertThat(newsroom.editions().words(edition.id(), List.of("Two\r\nBcc: x"), null, ANN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.now(edition).words().preheader()).isEqualTo("And more");
    done(newsroom.editions().words(edition.id(), List.of(), null, ANN));
    assertThat(newsroom.now(edition).words().subjects()).isEmpty();
  }

  @Test
  void upToFourSubjectsStandAndTheDiaryKeepsEachWording() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    done(
        newsroom.editions().words(edition.id(), List.of("One", "Two", "Three", "Four"), null, ANN));
    Words first = newsroom.now(edition).words();
    done(newsroom.editions().words(edition.id(), List.of("Other"), "And more", ANN));
    done(newsroom.editions().words(edition.id(), List.of(), null, ANN));

    int since = first.since();
    assertThat(first)
        .isEqualTo(new Words(List.of("One", "Two", "Three", "Four"), null, since, null));
    assertThat(newsroom.now(edition).words())
        .isEqualTo(new Words(List.of(), null, since + 2, null));
    assertThat(newsroom.now(edition).revision()).isEqualTo(since + 2);
    assertThat(newsroom.editions().diary(edition.id()))
        .filteredOn(entry -> entry.revision() >= since)
        .extracting(DiaryEntry::subjects)
        .containsExactly(List.of("One", "Two", "Three", "Four"), List.of("Other"), List.of());
  }

  @Test
  void aFifthSubjectOrTheSameTwiceIsRefused() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(
            newsroom
                .editions()
                .words(edition.id(), List.of("One", "Two", "Three", "Four", "Five"), null, ANN))
        .isEqualTo(new Decision.Impossible("An edition has at most 4 subjects."));
    assertThat(newsroom.editions().words(edition.id(), List.of("One", "One "), null, ANN))
        .isEqualTo(new Decision.Impossible("Two of the subjects are the same."));
    assertThat(newsroom.now(edition).words()).isEqualTo(Words.NONE);
  }

  private StoryId old(String headline) {
    return newsroom.stories().own(headline, "uk", FIVE.minus(Duration.ofHours(20)));
  }

  private Edition eveningEdition() {
    return newsroom
        .editions()
        .build(newsroom.offer(BRIEFING.slug("evening").at("18:00")), FIVE.plusSeconds(1));
  }

  private Edition buildTomorrow() {
    newsroom.clock.advance(Duration.ofHours(3));
    return newsroom.editions().build(newsroom.offer(), newsroom.clock.instant());
  }

  private Edition sent() {
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().approve(edition.id(), ANN);
    newsroom.send(edition);
    newsroom
        .database
        .get()
        .useTransaction(handle -> newsroom.editions().markSent(handle, edition.id()));
    return edition;
  }

  private boolean somebodyWaitsForALock() {
    return waiting() > 0;
  }

  private int waiting() {
    return newsroom
        .database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
                .mapTo(Integer.class)
                .one());
  }
}
