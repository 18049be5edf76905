package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.ANN;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.edition.Newsroom.done;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter.Approval;

/// Who lets an edition go, and what their word is worth (ADR 0029).
class ApprovalTest {
  private static final StaffActor BEN = new StaffActor("ben");

  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void anApprovalBeforeTheCutOffIsTheCutOff() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.REQUIRED));

    done(newsroom.editions().approve(edition.id(), ANN));

    Edition approved = newsroom.now(edition);
    assertThat(approved.cutOff()).isEqualTo(FIVE);
    assertThat(approved.plannedAt()).isEqualTo(SIX);
    newsroom.stories().own("Later", "uk", FIVE.plusSeconds(60));
    newsroom.passTheCutOff();
    assertThat(newsroom.pool(edition)).as("what was approved stands").hasSize(1);
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
  }

  @Test
  void whereTwoPeopleHaveToApproveItTheSecondLetsItGo() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.TWO_PEOPLE));

    done(newsroom.editions().approve(edition.id(), ANN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.COLLECTING);
    assertThat(newsroom.now(edition).cutOff()).isEqualTo(SIX);
    assertThat(newsroom.editions().firstApproval(edition.id())).contains(ANN.name());
    assertThat(newsroom.editions().approve(edition.id(), ANN))
        .isInstanceOf(Decision.Impossible.class);

    done(newsroom.editions().approve(edition.id(), BEN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.diary(edition))
        .containsExactly("1 engine collecting", "2 ann approve_first", "3 ben approve");
  }

  @Test
  void aFirstApprovalIsOfTheEditionAsItStood() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    newsroom.stories().own("B", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.TWO_PEOPLE));
    done(newsroom.editions().approve(edition.id(), ANN));
    done(newsroom.editions().drop(edition.id(), story, ANN));

    assertThat(newsroom.editions().firstApproval(edition.id())).isEmpty();
    done(newsroom.editions().approve(edition.id(), BEN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.COLLECTING);
    assertThat(newsroom.editions().firstApproval(edition.id())).contains(BEN.name());
  }

  @Test
  void theCutOffLeavesAFirstApprovalAndNobodyResumesAroundTheSecond() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.TWO_PEOPLE));
    done(newsroom.editions().approve(edition.id(), ANN));
    newsroom.passTheCutOff();
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.HELD);
    assertThat(newsroom.openAlarms()).containsExactly("edition-held:briefing");

    assertThat(newsroom.editions().resume(edition.id(), BEN))
        .isInstanceOf(Decision.Impossible.class);
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.HELD);
    done(newsroom.editions().approve(edition.id(), BEN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.openAlarms()).isEmpty();
  }

  @Test
  void aFirstApprovalOfAHeldEditionLeavesItsAlarm() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING.approval(Approval.TWO_PEOPLE));
    newsroom.passTheCutOff();

    done(newsroom.editions().approve(edition.id(), ANN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.HELD);
    assertThat(newsroom.openAlarms()).containsExactly("edition-held:briefing");
  }

  @Test
  void anEditionWithoutAStoryCannotBeApproved() {
    Edition edition = newsroom.collecting(BRIEFING);

    assertThat(newsroom.editions().approve(edition.id(), ANN))
        .isEqualTo(new Decision.Impossible("The edition has no story to send."));
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.COLLECTING);
  }

  @Test
  void aHeldEditionStaysHeldPastItsCutOffAndIsCurrentWhenLetGo() {
    newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    done(newsroom.editions().hold(edition.id(), ANN));
    newsroom.stories().own("B", "world", SIX.minusSeconds(1));
    newsroom.passTheCutOff();
    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.HELD);

    done(newsroom.editions().resume(edition.id(), ANN));

    assertThat(newsroom.now(edition).state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.pool(edition)).hasSize(2);
  }
}
