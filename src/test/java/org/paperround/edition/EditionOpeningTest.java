package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.edition.Newsroom.FIVE;
import static org.paperround.edition.Newsroom.SIX;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;

/// Which editions are opened, when nothing ran, or the schedule or summer time changed.
class EditionOpeningTest {
  private static final Duration DAY = Duration.ofDays(1);

  @RegisterExtension final Newsroom newsroom = new Newsroom();

  @Test
  void everyDayHasOneEditionOverTheSpringGapAndTheAutumnOverlap() {
    newsroom.offer(BRIEFING.at("01:30"));
    List<Instant> planned = new ArrayList<>();
    // 29 March and 25 October 2026
    for (String start : List.of("2026-03-28T00:00:00Z", "2026-10-24T00:00:00Z")) {
      newsroom.clock.set(Instant.parse(start));
      for (int halfHour = 0; halfHour < 3 * 48; halfHour++) {
        newsroom.editions().tick();
        newsroom.clock.advance(Duration.ofMinutes(30));
      }
    }
    newsroom.all().forEach(edition -> planned.add(edition.plannedAt()));

    assertThat(planned)
        .contains(
            Instant.parse("2026-03-28T01:30:00Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-03-30T00:30:00Z"),
            Instant.parse("2026-10-24T00:30:00Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-26T01:30:00Z"));
    assertThat(newsroom.all()).extracting(Edition::date).doesNotHaveDuplicates();
  }

  @Test
  void theDateIsThatOfTheCutOffInTheNewslettersZone() {
    newsroom.clock.set(Instant.parse("2026-01-09T23:00:00Z"));
    newsroom.offer(BRIEFING.in("Asia/Tokyo").at("08:30"));
    newsroom.editions().tick();

    assertThat(newsroom.only().plannedAt()).isEqualTo("2026-01-09T23:30:00Z");
    assertThat(newsroom.only().date()).isEqualTo(LocalDate.of(2026, 1, 10));
  }

  @Test
  void aNewNewsletterDoesNotMakeUpForTheMorning() {
    newsroom.clock.set(SIX.plus(Duration.ofHours(1)));
    newsroom.offer();
    newsroom.editions().tick();

    assertThat(newsroom.only().plannedAt()).isEqualTo(SIX.plus(DAY));
  }

  @Test
  void anEditionThatNobodyOpenedBecauseNothingRanIsStillSent() {
    newsroom.stories().own("A", "uk", SIX.plus(DAY));
    newsroom.offer();
    newsroom.editions().tick();
    newsroom.clock.set(SIX.plus(DAY.multipliedBy(2)).plusSeconds(60));
    newsroom.editions().tick();
    newsroom.editions().tick();

    assertThat(newsroom.all())
        .extracting(Edition::plannedAt, Edition::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(SIX, EditionState.MISSED),
            org.assertj.core.groups.Tuple.tuple(
                SIX.plus(DAY.multipliedBy(2)), EditionState.APPROVED),
            org.assertj.core.groups.Tuple.tuple(
                SIX.plus(DAY.multipliedBy(3)), EditionState.COLLECTING));
  }

  @Test
  void aChangedScheduleMovesTheEditionThatCollectsWithItsPins() {
    StoryId story = newsroom.stories().own("A", "uk", FIVE);
    Edition edition = newsroom.collecting(BRIEFING);
    newsroom.editions().pin(edition.id(), story, false, Newsroom.ANN);
    newsroom.offer(BRIEFING.at("07:15"));
    newsroom.editions().tick();

    Edition moved = newsroom.only();
    assertThat(moved.id()).isEqualTo(edition.id());
    assertThat(moved.plannedAt()).isEqualTo("2026-01-10T07:15:00Z");
    assertThat(moved.cutOff()).isEqualTo(moved.plannedAt());
    assertThat(moved.expiresAt()).isEqualTo(moved.plannedAt().plus(Duration.ofHours(17)));
    assertThat(newsroom.card(moved, story).pinned()).isTrue();
  }

  @Test
  void aScheduleThatChangesAfterTheDaysEditionMakesNoSecondOne() {
    newsroom.stories().own("A", "uk", FIVE);
    newsroom.collecting(BRIEFING);
    newsroom.clock.set(SIX);
    newsroom.editions().tick();

    for (String time : List.of("05:00", "06:30")) {
      newsroom.clock.set(SIX.plus(Duration.ofHours(1)));
      newsroom.offer(BRIEFING.at(time));
      newsroom.editions().tick();
      assertThat(newsroom.all()).as(time).hasSize(2);
      assertThat(newsroom.all().getLast().date()).isEqualTo(LocalDate.of(2026, 1, 11));
    }
  }

  @Test
  void anEditionMadeByHandIsRankedAndStaysItself() {
    newsroom.stories().own("A", "uk", FIVE);
    Newsletter briefing = newsroom.offer();
    Edition built = newsroom.editions().build(briefing, FIVE);
    newsroom.stories().own("B", "world", FIVE);
    Edition again = newsroom.editions().build(briefing, FIVE);

    assertThat(again.id()).isEqualTo(built.id());
    assertThat(newsroom.pool(again)).hasSize(2);

    newsroom.offer(BRIEFING.at("09:00"));
    newsroom.editions().tick();
    assertThat(newsroom.editions().find(built.id()).orElseThrow().plannedAt()).isEqualTo(FIVE);
  }

  @Test
  void anEditionThatWasApprovedIsNotRankedByMakingItAgain() {
    newsroom.stories().own("A", "uk", FIVE);
    Newsletter briefing = newsroom.offer();
    Edition built = newsroom.editions().build(briefing, FIVE);
    newsroom.editions().approve(built.id(), Newsroom.ANN);
    newsroom.stories().own("B", "world", FIVE);
    Edition again = newsroom.editions().build(briefing, FIVE);

    assertThat(again.state()).isEqualTo(EditionState.APPROVED);
    assertThat(newsroom.pool(again)).hasSize(1);
  }
}
