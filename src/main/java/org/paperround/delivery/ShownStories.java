package org.paperround.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.StoryStatistics;
import org.paperround.platform.database.Database;

/// How many readers were sent each story, and how many of them clicked it. Exposures are counted
/// per edition ([Exposures]), not when they are asked for, because counting a ledger of millions
/// whenever an edition is ranked would be too slow. Thread-safe.
public final class ShownStories implements StoryStatistics {
  private final Database database;
  private final Function<Set<StoryId>, Map<StoryId, Long>> clicks;

  /// `clicks`: human clicks per story ([org.paperround.tracking.Tracking#clicks]).
  public ShownStories(Database database, Function<Set<StoryId>, Map<StoryId, Long>> clicks) {
    this.database = database;
    this.clicks = clicks;
  }

  @Override
  public Map<StoryId, Counts> counts(Set<StoryId> stories) {
    if (stories.isEmpty()) {
      return Map.of();
    }
    List<Long> ids = stories.stream().map(StoryId::value).toList();
    Map<StoryId, Long> exposures =
        database.jdbi().withExtension(ShownStoriesDao.class, dao -> dao.exposed(ids)).stream()
            .collect(
                Collectors.toMap(
                    row -> new StoryId(row.storyId()), ShownStoriesDao.Exposed::readers));
    Map<StoryId, Long> clicked = clicks.apply(stories);
    Set<StoryId> known = new HashSet<>(exposures.keySet());
    known.addAll(clicked.keySet());
    Map<StoryId, Counts> counts = new HashMap<>();
    known.forEach(story ->
        counts.put(
            story, new Counts(exposures.getOrDefault(story, 0L), clicked.getOrDefault(story, 0L))));
    return counts;
  }
}
