package org.paperround.article;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts articles into the stories that a consolidation found, or an editor named, for them. A story
/// whose articles all went elsewhere takes the rest of it along, older ones and round-ups, and
/// becomes an alias of the story that got most of them, so that what readers had of it still
/// counts. In the caller's transaction, under the lock on joining.
final class StoryMoves {
  private final ArticleDao articles;
  private final StoryDao stories;
  private final Instant now;

  /// How many articles went from a story to which other.
  private final Map<Long, Map<Long, Integer>> moved = new TreeMap<>();

  /// Stories that name a group.
  private final Set<Long> kept = new HashSet<>();

  StoryMoves(ArticleDao articles, StoryDao stories, Instant now) {
    this.articles = articles;
    this.stories = stories;
    this.now = now;
  }

  /// Returns the story that the group is now.
  long move(StoryConsolidation.Group group) {
    long target = group.story().orElseGet(() -> stories.open(now));
    kept.add(target);
    Map<Long, Integer> from = new HashMap<>();
    for (StoryIndex.Placed article : group.articles()) {
      if (article.story() != target) {
        articles.join(article.article(), target);
        from.merge(article.story(), 1, Integer::sum);
      }
    }
    from.forEach(
        (story, count) -> moved.computeIfAbsent(story, _ -> new TreeMap<>()).put(target, count));
    return target;
  }

  /// The whole of `story` is part of `into`, and its number an alias.
  void merge(long story, long into) {
    articles.joinAll(story, into);
    retire(stories.locked(story), stories.locked(into));
    date(into);
  }

  /// These articles of `story` are a story of their own, whose number is returned.
  long split(long story, Collection<Long> off) {
    long opened = stories.open(now);
    off.forEach(article -> articles.join(article, opened));
    date(story);
    date(opened);
    return opened;
  }

  /// Makes aliases of the stories that are gone, and dates anew all that changed. Returns how many
  /// articles of the groups are in another story now.
  int finish() {
    Set<Long> changed = new TreeSet<>();
    Map<Long, Long> aliases = new HashMap<>();
    moved.forEach((story, targets) -> {
      changed.addAll(targets.keySet());
      if (kept.contains(story)) {
        changed.add(story);
      } else {
        long target =
            targets.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
        articles.joinAll(story, target);
        aliases.put(story, target);
      }
    });
    aliases.forEach((story, target) -> retire(stories.locked(story), stories.locked(target)));
    changed.forEach(this::date);
    return moved.values().stream()
        .flatMap(targets -> targets.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /// What was a development of the one is one of the other.
  private void retire(StoryDao.StoryRow story, StoryDao.StoryRow into) {
    if (story.revision() > into.revision()) {
      Instant later =
          story.developedAt().isAfter(into.developedAt())
              ? story.developedAt()
              : into.developedAt();
      stories.set(into.id(), into.firstPublishedAt(), later, story.revision());
    }
    stories.alias(story.id(), into.id());
  }

  /// Dates the story as if its articles had joined in the order in which they could be seen. A
  /// revision that came of a changed text, which that does not show, stands with its time.
  void date(long id) {
    List<Development.Seen> seen = articles.seen(id);
    if (seen.isEmpty()) {
      return;
    }
    StoryDao.StoryRow story = stories.locked(id);
    Development replayed = Development.replayed(seen, now);
    boolean changedText = story.revision() > replayed.revision();
    boolean later =
        story.developedAt().isAfter(replayed.developedAt()) && !story.developedAt().isAfter(now);
    stories.set(
        story.id(),
        replayed.firstPublishedAt(),
        changedText && later ? story.developedAt() : replayed.developedAt(),
        Math.max(story.revision(), replayed.revision()));
  }
}
