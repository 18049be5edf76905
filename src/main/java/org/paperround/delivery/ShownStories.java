package org.paperround.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.StoryStatistics;
import org.paperround.platform.database.Database;

/// How many readers were sent each story, and how many of them clicked it; what was counted under a
/// number that is an alias of the story now is the story's. Exposures are counted per edition
/// ([Exposures]), not when they are asked for, because counting a ledger of millions whenever an
/// edition is ranked would be too slow. Thread-safe.
public final class ShownStories implements StoryStatistics {
  private final Database database;
  private final Articles articles;
  private final Function<Set<StoryId>, Map<StoryId, Long>> clicks;

  /// `clicks`: human clicks per story ([org.paperround.tracking.Tracking#clicks]).
  public ShownStories(
      Database database, Articles articles, Function<Set<StoryId>, Map<StoryId, Long>> clicks) {
    this.database = database;
    this.articles = articles;
    this.clicks = clicks;
  }

  @Override
  public Map<StoryId, Counts> counts(Set<StoryId> stories) {
    if (stories.isEmpty()) {
      return Map.of();
    }
    Map<StoryId, Set<StoryId>> aliases = articles.aliases(stories);
    Set<StoryId> all = aliases.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    List<Long> ids = all.stream().map(StoryId::value).toList();
    Map<StoryId, Long> exposures =
        database.jdbi().withExtension(ShownStoriesDao.class, dao -> dao.exposed(ids)).stream()
            .collect(
                Collectors.toMap(
                    row -> new StoryId(row.storyId()), ShownStoriesDao.Exposed::tracked));
    Map<StoryId, Long> clicked = clicks.apply(all);
    Map<StoryId, Counts> counts = new HashMap<>();
    for (StoryId story : stories) {
      Set<StoryId> same = aliases.getOrDefault(story, Set.of(story));
      Counts sum = new Counts(sum(exposures, same), sum(clicked, same));
      if (sum.exposures() > 0 || sum.clicks() > 0) {
        counts.put(story, sum);
      }
    }
    return counts;
  }

  private static long sum(Map<StoryId, Long> counted, Set<StoryId> stories) {
    return stories.stream().mapToLong(story -> counted.getOrDefault(story, 0L)).sum();
  }
}
