package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What touches many events may join one, and founds or joins together none.
class RoundUpsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final String EVENT = "Reservoir Kelda bursts above Sowerdale";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Live: %s",
        "%s - live updates",
        "%s: live blog",
        "%s, live coverage",
        "%s as it happened",
        "%s – live",
        "Quiz: %s",
        "Crossword: %s",
        "In pictures: %s",
        "%s in photos",
        "The papers: %s",
        "What the papers say: %s",
        "Newspaper headlines: %s",
        "Newspaper review: %s",
        "Papers review: %s",
        "Press review: %s",
        "Morning briefing: %s",
        "Evening briefing: %s",
        "News briefing: %s",
        "Daily briefing: %s",
        "Briefing: %s",
        "Round-up: %s",
        "News roundup: %s",
        "%s: what we know",
        "%s: all you need to know",
        "Five things to know: %s",
        "The week in Sowerdale: %s",
        "Today in Sowerdale: %s",
        "Top stories: %s",
        "Best of the day: %s",
        "Recap: %s",
        "Newsletter: %s",
        "Podcast: %s",
        "Watch: %s",
        "Photos: %s",
        "5/1: %s"
      })
  void aRoundUpJoinsAStoryAndFoundsNone(String pattern) {
    String roundUp = pattern.formatted(EVENT);

    Map<Long, Long> after = StoryGrouping.group(List.of(text(1, EVENT), text(2, roundUp)));
    assertThat(after.get(2L)).as("it joins").isEqualTo(after.get(1L));

    Map<Long, Long> before = StoryGrouping.group(List.of(text(1, roundUp), text(2, EVENT)));
    assertThat(before.get(2L)).as("it founds nothing").isNotEqualTo(before.get(1L));
  }

  @Test
  void aRoundUpDoesNotJoinTwoStories() {
    String comet = "Astronomers find comet near Jupiter";
    Map<Long, Long> stories =
        StoryGrouping.group(
            List.of(
                text(1, EVENT),
                text(2, comet),
                text(3, "Live: " + EVENT + ", and " + comet),
                text(4, "Morning briefing: " + comet + ", and " + EVENT)));

    assertThat(stories.get(1L)).isNotEqualTo(stories.get(2L));
  }

  @Test
  void anOrdinaryHeadlineIsNone() {
    for (String headline :
        List.of(
            EVENT,
            "Families who live in Sowerdale want answers",
            "Museum in Leeds reviews its opening hours",
            "Watchdog: papers were shredded")) {
      assertThat(StoryText.isRoundUp(headline)).as(headline).isFalse();
    }
  }

  private static StoryGrouping.Text text(long id, String headline) {
    return new StoryGrouping.Text(id, NOON.plusSeconds(id), headline, "", "");
  }
}
