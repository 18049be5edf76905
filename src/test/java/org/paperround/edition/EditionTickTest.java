package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletter.Approval;

class EditionTickTest {
  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void theNextEditionIsOpenedAheadOfItsCutOff() {
    Newsletter briefing = newsroom.offer();

    assertThat(newsroom.editions().tick()).isPositive();

    Edition edition = newsroom.only();
    assertThat(edition)
        .isEqualTo(
            new Edition(
                edition.id(),
                briefing.id(),
                LocalDate.of(2026, 1, 10),
                SIX,
                SIX,
                SIX.plus(Duration.ofHours(17)),
                EditionState.COLLECTING,
                1,
                Words.NONE,
                null));
    assertThat(newsroom.diary(edition)).containsExactly("1 engine collecting");
  }

  @Test
  void atTheCutOffItIsApprovedWithoutAnEditorAndTheNextOneOpens() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    newsroom.clock.set(SIX.minusMillis(1));
    newsroom.editions().tick();
    assertThat(newsroom.only().state()).isEqualTo(EditionState.COLLECTING);
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    Edition approved = newsroom.editions().find(edition.id()).orElseThrow();
    assertThat(approved.state()).isEqualTo(EditionState.APPROVED);
    assertThat(approved.revision()).isEqualTo(2);
    assertThat(newsroom.diary(edition)).containsExactly("1 engine collecting", "2 engine approved");
    assertThat(newsroom.all())
        .extracting(Edition::plannedAt)
        .containsExactly(SIX, SIX.plus(Duration.ofDays(1)));
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void whatCameInTheLastSecondIsRankedAndWhatCameLaterIsNot() {
    StoryId early = newsroom.stories().own("Early", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    StoryId late = newsroom.stories().own("At the last second", "world", SIX.minusMillis(1));
    StoryId tooLate = newsroom.stories().own("Too late", "sport", SIX.plusSeconds(1));
    newsroom.stories().develop(early, SIX.plusSeconds(2));

    newsroom.clock.set(SIX.plusSeconds(3));
    newsroom.editions().tick();

    assertThat(newsroom.pool(edition))
        .as("a story that moved on since the cut-off is still of this edition")
        .containsExactlyInAnyOrder(early, late)
        .doesNotContain(tooLate);
  }

  @Test
  void anEditionThatNobodyApprovedIsHeldWithAnAlarmUntilSomebodyDoes() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.REQUIRED));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.HELD);
    assertThat(newsroom.openAlarms()).containsExactly("edition-held:briefing");
    assertThat(newsroom.alarms().open().getFirst().occurrences()).isEqualTo(1);

    newsroom.editions().approve(edition.id(), Newsroom.ANN);

    assertThat(state(edition)).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTOMATIC, APPROVED",
    "REQUIRED, HELD",
    "REQUIRED_OR_SKIP, SKIPPED",
    "TWO_PEOPLE, HELD",
    "TWO_PEOPLE_OR_SKIP, SKIPPED",
    "TWO_PEOPLE_OR_SEND, APPROVED",
  })
  void whatNobodyApprovedByTheCutOffGoesAsTheNewsletterSays(Approval approval, EditionState next) {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(approval));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(next);
    assertThat(why(edition))
        .isEqualTo(next == EditionState.SKIPPED ? "it was not approved by its cut-off" : null);
  }

  @Test
  void aHeldEditionThatNobodyLetGoIsMissedWhenItExpires() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.REQUIRED));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();
    newsroom.clock.set(edition.expiresAt().plusSeconds(1));
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.MISSED);
    assertThat(why(edition)).isEqualTo("its time passed before it could go out");
    assertThat(newsroom.openAlarms()).containsExactly("edition-missed:briefing");
  }

  @Test
  void anEditionThatWasStoppedBeforeItsFreezeEndsWhenItExpires() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().approve(edition.id(), Newsroom.ANN);
    newsroom.editions().stop(edition.id(), Newsroom.ANN);
    newsroom.clock.set(edition.expiresAt());
    newsroom.editions().tick();
    assertThat(state(edition)).isEqualTo(EditionState.STOPPED);

    newsroom.clock.set(edition.expiresAt().plusSeconds(1));
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.MISSED);
    assertThat(newsroom.openAlarms()).as("the editor wanted it so").isEmpty();
  }

  @Test
  void aFaultWithOneNewsletterKeepsNoOtherFromItsCutOff() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition broken = newsroom.collecting(BRIEFING);
    newsroom.offer(BRIEFING.slug("evening"));
    newsroom.editions().tick();
    newsroom
        .database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN RAISE 'a fault of this row'; END $$;
                CREATE TRIGGER fault BEFORE UPDATE ON edition FOR EACH ROW
                  WHEN (OLD.id = %d) EXECUTE FUNCTION fault();
                """
                    .formatted(broken.id().value())));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(newsroom.all())
        .filteredOn(edition -> edition.cutOff().equals(SIX))
        .extracting(Edition::state)
        .containsExactlyInAnyOrder(EditionState.COLLECTING, EditionState.APPROVED);
    assertThat(newsroom.openAlarms()).containsExactly("edition-fault:briefing");

    newsroom
        .database
        .get()
        .useTransaction(handle -> handle.execute("DROP TRIGGER fault ON edition"));
    newsroom.editions().tick(); // a node that did not see the fault begin
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void anEditionLaterThanItsLimitIsMissedWithAnAlarm() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    newsroom.clock.set(SIX.plus(Duration.ofHours(3)).plusMillis(1));
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.MISSED);
    assertThat(newsroom.openAlarms()).containsExactly("edition-missed:briefing");
    assertThat(newsroom.diary(edition)).endsWith("2 engine missed");
  }

  @Test
  void anEditionJustWithinItsLimitIsSentAndEndsTheAlarmOfAnEarlierOne() {
    newsroom.alarms().raise("edition-missed:briefing", "yesterday's");
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);

    newsroom.clock.set(SIX.plus(Duration.ofHours(3)));
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void anEditionWithNothingToSayIsSkipped() {
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.SKIPPED);
    assertThat(why(edition)).isEqualTo("there was no story to send");
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void anEditionWhoseStoriesWereAllDroppedIsSkipped() {
    StoryId only = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().drop(edition.id(), only, Newsroom.ANN);
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(state(edition)).isEqualTo(EditionState.SKIPPED);
  }

  @Test
  void anEditionOfANewsletterThatIsNoLongerOfferedIsSkippedAndNoneOpens() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.offer(BRIEFING.active(false));
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    assertThat(newsroom.only().id()).isEqualTo(edition.id());
    assertThat(state(edition)).isEqualTo(EditionState.SKIPPED);
    assertThat(why(edition)).isEqualTo("its newsletter is not on offer any more");
  }

  @Test
  void aSecondTickChangesNothing() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    assertThat(newsroom.editions().tick()).isZero();
    newsroom.clock.set(SIX);
    newsroom.editions().tick();
    List<Edition> after = newsroom.all();
    Pool pool = newsroom.editions().pool(edition.id());
    newsroom.editions().tick();

    assertThat(newsroom.editions().tick()).isZero();
    assertThat(newsroom.all()).isEqualTo(after);
    assertThat(newsroom.editions().pool(edition.id())).isEqualTo(pool);
    assertThat(newsroom.diary(edition)).hasSize(2);
  }

  @Test
  void ticksOnSeveralNodesAtOnceOpenAndApproveEachEditionOnce() throws Exception {
    newsroom.stories().own("A", "uk", FIVE);
    newsroom.offer();

    tickOnFourNodesAtOnce();
    Edition edition = newsroom.only();
    newsroom.clock.set(SIX);
    tickOnFourNodesAtOnce();

    assertThat(newsroom.all())
        .extracting(Edition::state)
        .containsExactly(EditionState.APPROVED, EditionState.COLLECTING);
    assertThat(newsroom.diary(edition)).containsExactly("1 engine collecting", "2 engine approved");
  }

  @Test
  void anEditionIsRankedAnewEveryHalfMinuteWhileItCollects() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    StoryId second = newsroom.stories().own("B", "world", FIVE);

    newsroom.clock.advance(Duration.ofSeconds(29));
    newsroom.editions().tick();
    assertThat(newsroom.pool(edition)).hasSize(1);
    newsroom.clock.advance(Duration.ofSeconds(1));
    newsroom.editions().tick();
    assertThat(newsroom.pool(edition)).hasSize(2).contains(second);
    assertThat(newsroom.only().revision()).as("ranking is no decision").isEqualTo(1);
  }

  private void tickOnFourNodesAtOnce() throws Exception {
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> ticks = new ArrayList<>();
      for (int node = 0; node < 4; node++) {
        Editions editions = newsroom.editions();
        ticks.add(() -> {
          int changed = 0;
          for (int i = 0; i < 5; i++) {
            changed += editions.tick();
          }
          return changed;
        });
      }
      for (Future<Integer> done : nodes.invokeAll(ticks)) {
        done.get();
      }
    }
  }

  /// What the diary says last.
  private @Nullable String why(Edition edition) {
    return newsroom.editions().diary(edition.id()).getLast().note();
  }

  private EditionState state(Edition edition) {
    return newsroom.editions().find(edition.id()).orElseThrow().state();
  }
}
