package org.paperround.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.platform.database.Database;

/// Reads which stories are alike and not the same, as the last look at the whole found them.
/// Thread-safe.
final class RelatedStories {
  private static final int MOST = 3;

  private final Database database;

  RelatedStories(Database database) {
    this.database = database;
  }

  /// As [Articles#related].
  Map<StoryId, List<RelatedStory>> of(Set<StoryId> stories, Instant at) {
    if (stories.isEmpty()) {
      return Map.of();
    }
    Set<Long> ids = stories.stream().map(StoryId::value).collect(Collectors.toSet());
    List<StoryKinDao.Kin> kin =
        database.jdbi().withExtension(StoryKinDao.class, dao -> dao.of(ids));
    Map<Long, Article> shown =
        articlesShown(kin.stream().map(StoryKinDao.Kin::kinId).collect(Collectors.toSet()), at);
    Map<StoryId, List<RelatedStory>> related = new LinkedHashMap<>();
    for (StoryKinDao.Kin one : kin) {
      Article article = shown.get(one.kinId());
      List<RelatedStory> of =
          related.computeIfAbsent(new StoryId(one.storyId()), _ -> new ArrayList<>());
      if (article != null && of.size() < MOST) {
        RelatedStory found = related(article);
        if (!of.contains(found)) {
          of.add(found);
        }
      }
    }
    related.values().removeIf(List::isEmpty);
    return related;
  }

  /// As [Articles#shown], of what the stories that were asked for are part of now.
  Map<StoryId, RelatedStory> shown(Map<StoryId, StoryId> canonical, Instant at) {
    Map<Long, Article> shown =
        articlesShown(
            canonical.values().stream().map(StoryId::value).collect(Collectors.toSet()), at);
    Map<StoryId, RelatedStory> found = new LinkedHashMap<>();
    canonical.forEach((asked, story) -> {
      Article article = shown.get(story.value());
      if (article != null) {
        found.put(asked, related(article));
      }
    });
    return found;
  }

  private static RelatedStory related(Article article) {
    return new RelatedStory(article.story(), article.headline(), article.url());
  }

  /// The article that shows each of these stories.
  private Map<Long, Article> articlesShown(Set<Long> ids, Instant at) {
    return database.jdbi().withExtension(ArticleDao.class, dao -> dao.ofStories(ids)).stream()
        .map(StoredArticle::published)
        .filter(article -> article.isVisible(at))
        .collect(
            Collectors.toMap(
                article -> article.story().value(), article -> article, (first, _) -> first));
  }
}
