package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// What readers saw and clicked of a story counts for it, under whichever number it was then.
class ShownStoriesTest {
  private static final Instant NOW = Instant.parse("2026-06-10T05:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aMergedStoryHasTheSumOfItsAliases() {
    StoryFixture stories = new StoryFixture(database.get());
    StoryId kept = stories.own("Kept", "uk", NOW);
    StoryId merged = stories.own("Merged", "uk", NOW);
    StoryId other = stories.own("Other", "uk", NOW);
    StoryId clicked = stories.own("Only clicked", "uk", NOW);
    StoryId unseen = stories.own("Never shown", "uk", NOW);
    exposed(1, kept, 100);
    exposed(2, merged, 40);
    exposed(3, other, 7);
    stories.merge(merged, kept);
    stories.merge(clicked, other);
    Map<StoryId, Long> clicks = Map.of(kept, 5L, merged, 3L, clicked, 2L);

    try (Press press = new Press(database.url())) {
      ShownStories shown =
          new ShownStories(
              database.get(),
              press.engine.articles(),
              asked -> {
                assertThat(asked).contains(merged, clicked);
                return clicks;
              });

      assertThat(shown.counts(Set.of(kept, other, unseen)))
          .isEqualTo(Map.of(kept, new Counts(140, 8), other, new Counts(7, 2)));
      assertThat(shown.mails(Set.of(kept, other, unseen)))
          .as("also those who did not agree that their clicks are counted")
          .isEqualTo(Map.of(kept, 1_400L, other, 70L));
    }
  }

  private void exposed(int ordinal, StoryId story, int readers) {
    database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              "INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at,"
                  + " state, state_since) VALUES (1, '2026-06-09', '2026-06-09T05:00Z',"
                  + " '2026-06-09T05:00Z', '2026-06-09T22:00Z', 'sent', '2026-06-09T06:00Z') ON"
                  + " CONFLICT DO NOTHING");
          handle.execute(
              "INSERT INTO exposure (edition_id, card_ordinal, story_id, readers, tracked) SELECT"
                  + " min(id), ?, ?, ?, ? FROM edition",
              ordinal,
              story.value(),
              10 * readers,
              readers);
        });
  }
}
