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

  /// As the ranking wants it: exposures are only those whose clicks are seen.
  @Override
  public Map<StoryId, Counts> counts(Set<StoryId> stories) {
    Map<StoryId, Set<StoryId>> numbers = numbers(stories);
    Set<StoryId> all = all(numbers);
    Map<StoryId, Long> exposures = exposed(all, ShownStoriesDao.Exposed::tracked);
    Map<StoryId, Long> clicked = clicks.apply(all);
    Map<StoryId, Counts> counts = new HashMap<>();
    numbers.forEach((story, same) -> {
      Counts sum = new Counts(sum(exposures, same), sum(clicked, same));
      if (sum.exposures() > 0 || sum.clicks() > 0) {
        counts.put(story, sum);
      }
    });
    return counts;
  }

  /// In how many mails each was, as last counted; no entry: in none. Who had it twice, as an alert
  /// and in a digest or as an update, had it in two: [Deliveries#had] counts readers.
  public Map<StoryId, Long> mails(Set<StoryId> stories) {
    Map<StoryId, Set<StoryId>> numbers = numbers(stories);
    Map<StoryId, Long> exposed = exposed(all(numbers), ShownStoriesDao.Exposed::readers);
    Map<StoryId, Long> mails = new HashMap<>();
    numbers.forEach((story, same) -> mails.put(story, sum(exposed, same)));
    mails.values().removeIf(count -> count == 0);
    return mails;
  }

  /// The numbers that each of them goes or went by.
  private Map<StoryId, Set<StoryId>> numbers(Set<StoryId> stories) {
    Map<StoryId, Set<StoryId>> aliases = stories.isEmpty() ? Map.of() : articles.aliases(stories);
    return stories.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), story -> aliases.getOrDefault(story, Set.of(story))));
  }

  private static Set<StoryId> all(Map<StoryId, Set<StoryId>> numbers) {
    return numbers.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  private Map<StoryId, Long> exposed(
      Set<StoryId> stories, Function<ShownStoriesDao.Exposed, Long> counted) {
    List<Long> ids = stories.stream().map(StoryId::value).toList();
    return database.jdbi().withExtension(ShownStoriesDao.class, dao -> dao.exposed(ids)).stream()
        .collect(Collectors.toMap(row -> new StoryId(row.storyId()), counted));
  }

  private static long sum(Map<StoryId, Long> counted, Set<StoryId> stories) {
    return stories.stream().mapToLong(story -> counted.getOrDefault(story, 0L)).sum();
  }
}
