package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a text is joined to, with no look at the whole afterwards.
class StoryBatchTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final StoryIndex index = new StoryIndex();

  @Test
  void everyReportOfAnEventJoinsItsStoryInWhicheverBatchItComes() {
    List<OptionalLong> found = new ArrayList<>();
    for (int hour = 0; hour < 4; hour++) {
      String headline = "Reservoir Kelda bursts above Sowerdale, says report number " + hour;
      StoryVector text =
          index.read(List.of(new StoryText.Words(headline, "Two were hurt.", ""))).getFirst();
      Instant published = NOON.plusSeconds(3600L * hour);
      found.add(index.batch(List.of(text)).storyOf(text, published));
      index.add(new StoryIndex.Article(hour, 7, 1, published, text));
    }

    assertThat(found)
        .containsExactly(
            OptionalLong.empty(), OptionalLong.of(7), OptionalLong.of(7), OptionalLong.of(7));
  }
}
