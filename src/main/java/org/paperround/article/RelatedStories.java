package org.paperround.article;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.WebAddress;

/// Reads what else a story's readers may want to read: what its article names itself, then what is
/// alike and not the same, as the last look at the whole found it. Thread-safe.
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
    Map<Long, Set<Long>> others = named(articlesShown(ids, at).values());
    List<StoryKinDao.Kin> kin =
        database.jdbi().withExtension(StoryKinDao.class, dao -> dao.of(ids));
    kin.forEach(
        one -> others.computeIfAbsent(one.storyId(), _ -> new LinkedHashSet<>()).add(one.kinId()));
    Map<Long, Article> shown =
        articlesShown(
            others.values().stream().flatMap(Set::stream).collect(Collectors.toSet()), at);
    Map<StoryId, List<RelatedStory>> related = new LinkedHashMap<>();
    others.forEach((story, of) -> {
      List<RelatedStory> found =
          of.stream()
              .flatMap(other -> Stream.ofNullable(shown.get(other)))
              .limit(MOST)
              .map(RelatedStories::related)
              .toList();
      if (!found.isEmpty()) {
        related.put(new StoryId(story), found);
      }
    });
    return related;
  }

  /// The other stories that each article links to as related, by the story it shows.
  private Map<Long, Set<Long>> named(Collection<Article> articles) {
    Set<String> keys =
        articles.stream().flatMap(article -> keys(article).stream()).collect(Collectors.toSet());
    Map<String, Long> stories =
        database.jdbi().withExtension(ArticleDao.class, dao -> dao.storiesAt(keys));
    Map<Long, Set<Long>> named = new LinkedHashMap<>();
    for (Article article : articles) {
      long own = article.story().value();
      Set<Long> others = named.computeIfAbsent(own, _ -> new LinkedHashSet<>());
      keys(article).stream()
          .map(stories::get)
          .filter(story -> story != null && story != own)
          .forEach(others::add);
    }
    return named;
  }

  private static List<String> keys(Article article) {
    return article.related().stream()
        .flatMap(url -> WebAddress.parse(url).stream())
        .map(address -> CanonicalUrl.of(address).key())
        .toList();
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
