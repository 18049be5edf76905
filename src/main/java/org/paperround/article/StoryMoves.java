package org.paperround.article;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts articles into the stories that a consolidation found for them. A story that loses its last
/// article is an alias of the one that got most of its articles, so that what readers had of it
/// still counts. In the caller's transaction, under the lock on joining.
final class StoryMoves {
  private final ArticleDao articles;
  private final StoryDao stories;

  /// How many articles went from a story to which other.
  private final Map<Long, Map<Long, Integer>> moved = new TreeMap<>();

  StoryMoves(ArticleDao articles, StoryDao stories) {
    this.articles = articles;
    this.stories = stories;
  }

  /// Returns how many articles are in another story now.
  int move(StoryConsolidation.Group group) {
    List<ArticleDao.Placed> placed = articles.placed(group.articles());
    long target = group.story().orElseGet(() -> stories.open(firstOf(placed)));
    Map<Long, Integer> from = new HashMap<>();
    for (ArticleDao.Placed article : placed) {
      if (article.storyId() != target) {
        articles.join(article.id(), target);
        from.merge(article.storyId(), 1, Integer::sum);
      }
    }
    from.forEach(
        (story, count) -> moved.computeIfAbsent(story, _ -> new TreeMap<>()).put(target, count));
    return from.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Instant firstOf(List<ArticleDao.Placed> placed) {
    return placed.stream()
        .map(ArticleDao.Placed::publishedAt)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /// Makes aliases of the stories that have no article any more.
  void retire() {
    moved.forEach((story, targets) -> {
      if (!articles.any(story)) {
        long target =
            targets.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
        merge(stories.locked(story), stories.locked(target));
      }
    });
  }

  /// That an event was first taken for two is no development of it.
  private void merge(StoryDao.StoryRow story, StoryDao.StoryRow into) {
    Instant developed = into.developedAt();
    if (into.revision() == 1 && story.revision() == 1) {
      developed = earlier(story.developedAt(), into.developedAt());
    } else if (story.revision() > 1) {
      developed =
          into.revision() > 1 && into.developedAt().isAfter(story.developedAt())
              ? into.developedAt()
              : story.developedAt();
    }
    stories.set(
        into.id(),
        earlier(story.firstPublishedAt(), into.firstPublishedAt()),
        developed,
        Math.max(story.revision(), into.revision()));
    stories.alias(story.id(), into.id());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
