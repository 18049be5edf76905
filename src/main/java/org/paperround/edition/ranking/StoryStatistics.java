package org.paperround.edition.ranking;

import java.util.Map;
import java.util.Set;
import org.paperround.article.StoryId;

/// A port: exposures and human clicks per story, implemented in delivery, joined in app.
public interface StoryStatistics {
  /// No entry: never shown.
  Map<StoryId, Counts> counts(Set<StoryId> stories);

  /// `exposures`: digests with the story of readers whose clicks are seen; `clicks`: of people.
  record Counts(long exposures, long clicks) {}
}
