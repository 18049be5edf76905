package org.paperround.article;

import java.time.Instant;
import java.util.List;

/// One event: the articles about it. `articles` are not retracted and come representative first
/// (own portal, then source weight, then newest). `developedAt` is the last substantive
/// development, `revision` counts those, from 1.
public record Story(
    StoryId id,
    List<Article> articles,
    Instant firstPublishedAt,
    Instant developedAt,
    int revision) {
  public Story {
    articles = List.copyOf(articles);
    if (articles.isEmpty()) {
      throw new IllegalArgumentException("story " + id + " has no article");
    }
  }

  public Article representative() {
    return articles.getFirst();
  }
}
