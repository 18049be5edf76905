package org.paperround.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.delivery.Account;
import org.paperround.delivery.ExpectedAudience;
import org.paperround.delivery.SendingProgress;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Words;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletter.Approval;
import org.paperround.newsletter.NewsletterId;
import org.paperround.testing.NewsletterFixture;

/// The desk says in sentences what will happen.
class EditionWordsTest {
  private static final Instant SIX = Instant.parse("2026-06-10T05:00:00Z");

  @Test
  void ofAnEditionThatCollectsItSaysWhatHappensIfNobodyActs() {
    Edition edition = edition(EditionState.COLLECTING);

    assertThat(words(edition, Approval.AUTOMATIC, SIX.minusSeconds(3_600)).fate())
        .isEqualTo(
            "It fills itself until 06:00. If nobody approves it before, it is sent then as it"
                + " stands.");
    assertThat(words(edition, Approval.REQUIRED, SIX.minusSeconds(3_600)).fate())
        .isEqualTo("It fills itself until 06:00. If nobody approves it, it is held and not sent.");
  }

  @ParameterizedTest
  @CsvSource({
    "REQUIRED_OR_SKIP, 'If nobody approves it, it is not sent at all.'",
    "TWO_PEOPLE, 'If two people have not approved it by then, it is held and not sent.'",
    "TWO_PEOPLE_OR_SKIP, 'If two people have not approved it by then, it is not sent at all.'",
    "TWO_PEOPLE_OR_SEND, 'If two people have not approved it by then, it is sent as it stands.'",
  })
  void whoHasToApproveItAndWhatElseHappensIsSaid(Approval approval, String said) {
    assertThat(words(edition(EditionState.COLLECTING), approval, SIX.minusSeconds(1)).fate())
        .endsWith(said);
  }

  @Test
  void howFastItGoesAndUntilWhenIsSaid() {
    Instant seven = SIX.plusSeconds(3_600);
    EditionWords words = words(edition(EditionState.SENDING), Approval.AUTOMATIC, SIX);

    assertThat(words.headway(headway(1_240, 0, seven, seven.plusSeconds(150))))
        .isEqualTo(
            "1,240 went out in the last minute. The last are due at 07:00. Everybody should have it"
                + " by about 07:03.");
    assertThat(words.headway(headway(0, 0, seven, seven.plusSeconds(20))))
        .isEqualTo("None went out in the last minute. The last are due at 07:00.");
    assertThat(words.headway(headway(60, 600, SIX.minusSeconds(300), SIX.plusSeconds(600))))
        .isEqualTo("60 went out in the last minute. Everybody should have it by about 06:10.");
    assertThat(words.headway(headway(0, 600, seven, null)))
        .isEqualTo("None went out in the last minute, though 600 are overdue.");
    assertThat(words.headway(headway(3, 0, null, null))).isEmpty();
  }

  private static SendingProgress headway(
      long lastMinute, long overdue, @Nullable Instant lastDue, @Nullable Instant done) {
    return new SendingProgress(SIX, lastMinute, overdue, lastDue, done, List.of());
  }

  @Test
  void anotherDayIsNamed() {
    assertThat(
            words(
                    edition(EditionState.COLLECTING),
                    Approval.REQUIRED,
                    SIX.minus(Duration.ofDays(1)))
                .fate())
        .contains("until Wednesday 06:00");
  }

  @Test
  void theOneSentenceSaysWhatToHowManyAndWhen() {
    EditionWords words = words(edition(EditionState.HELD), Approval.REQUIRED, SIX);

    assertThat(words.promise(new ExpectedAudience(48_213, SIX, SIX.plusSeconds(3 * 3_600))))
        .isEqualTo(
            "The Briefing goes to 48,213 readers between 06:00 and 09:00, each at their own"
                + " hour.");
    assertThat(words.promise(new ExpectedAudience(1, SIX, SIX)))
        .as("all at one time, so nothing is said of hours")
        .isEqualTo("The Briefing goes to 1 reader at 06:00.");
    assertThat(words.promise(ExpectedAudience.NOBODY))
        .isEqualTo("The Briefing goes to nobody: no reader is subscribed for this day.");
  }

  @ParameterizedTest
  @CsvSource({
    "PT49H, in 2 days",
    "PT2H5M, in 2 h 5 min",
    "PT5M, in 5 min",
    "PT40S, in 40 s",
    "PT0S, ''",
    "PT-1S, ''",
  })
  void theCutOffIsCountedDown(Duration left, String said) {
    assertThat(
            words(edition(EditionState.COLLECTING), Approval.REQUIRED, SIX.minus(left)).countdown())
        .isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource(EditionState.class)
  void ofEveryStateItSaysWhatBecomesOfIt(EditionState state) {
    EditionWords words = words(edition(state), Approval.AUTOMATIC, SIX);

    assertThat(words.fate()).matches("[A-Z].{15,}\\.");
    assertThat(words.state()).isNotBlank();
  }

  @Test
  void howFarItIs() {
    Account account = new Account(new EditionId(7), 1_203, 1_200, 1, 0, 1, 0, 1, Map.of(), true);

    assertThat(EditionWords.progress(account))
        .isEqualTo("1,200 of 1,203 readers have it, 1 waits.");
    assertThat(EditionWords.unknown(0)).isEmpty();
    assertThat(EditionWords.unknown(2))
        .isEqualTo(" Of 2 readers nobody knows: the mail was handed over, and no answer came.");
  }

  private static EditionWords words(Edition edition, Approval approval, Instant now) {
    Newsletter newsletter = NewsletterFixture.BRIEFING.approval(approval).build();
    return new EditionWords(newsletter, edition, now, () -> Optional.of("it was late"));
  }

  private static Edition edition(EditionState state) {
    return new Edition(
        new EditionId(7),
        new NewsletterId(1),
        LocalDate.of(2026, 6, 10),
        SIX,
        SIX,
        SIX.plus(Duration.ofHours(17)),
        state,
        1,
        Words.NONE,
        null);
  }
}
