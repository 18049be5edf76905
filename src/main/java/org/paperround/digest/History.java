package org.paperround.digest;

import java.util.Map;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;

/// What a reader already got in the last 30 days: stories (through their aliases) with the highest
/// story revision received, and articles with the highest article revision.
public record History(Map<StoryId, Integer> stories, Map<ArticleId, Integer> articles) {
  public static final History EMPTY = new History(Map.of(), Map.of());

  public History {
    stories = Map.copyOf(stories);
    articles = Map.copyOf(articles);
  }
}
