package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One event: the articles about it. `articles` are not retracted and come representative first
/// (own portal, then source weight, then newest). `copies` are those, other than the portal's own,
/// that are nearly word for word what another outlet's article before them says: they are no
/// reports of their own. `developedAt` is the last substantive development, `revision` counts
/// those, from 1.
public record Story(
    StoryId id,
    List<Article> articles,
    Set<ArticleId> copies,
    Instant firstPublishedAt,
    Instant developedAt,
    int revision) {
  public Story {
    articles = List.copyOf(articles);
    copies = Set.copyOf(copies);
    if (articles.isEmpty()) {
      throw new IllegalArgumentException("story " + id + " has no article");
    }
  }

  /// The portal's own, and of the others' each text once, at the outlet that weighs most.
  public List<Article> independent() {
    return articles.stream().filter(article -> !copies.contains(article.id())).toList();
  }

  public Article representative() {
    return articles.getFirst();
  }
}
