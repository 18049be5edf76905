package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paperround.article.StoryId;

/// What a ranking found, before it is joined with what the editor said: the stories best first;
/// where merged stories went; the pinned stories that have no article left.
record RankedPool(
    Instant asOf, List<RankedStory> stories, Map<StoryId, StoryId> canonical, Set<StoryId> gone) {
  RankedPool {
    stories = List.copyOf(stories);
    canonical = Map.copyOf(canonical);
    gone = Set.copyOf(gone);
  }

  RankedPool without(Set<StoryId> taken) {
    return new RankedPool(
        asOf,
        stories.stream().filter(story -> !taken.contains(story.story().id())).toList(),
        canonical,
        gone);
  }

  StoryId canonical(StoryId id) {
    return canonical.getOrDefault(id, id);
  }
}
