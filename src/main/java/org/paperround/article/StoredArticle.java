package org.paperround.article;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/// An article with what its source says of it.
record StoredArticle(
    @Nested ArticleRow article,
    @Nullable Long mergedInto,
    String owner,
    double sourceWeight,
    boolean ownPortal) {
  StoryId story() {
    return new StoryId(mergedInto == null ? article.storyId() : mergedInto);
  }

  /// Whether `source` says what this article is: who brought it first, except that the portal takes
  /// its own from whoever quoted them earlier.
  boolean isOf(SourceRow source) {
    return article.sourceId() == source.id() || (source.ownPortal() && !ownPortal);
  }

  /// Those of `articles`, the portal's own left out, that are nearly the same text as one before
  /// them.
  static Set<ArticleId> copies(List<StoredArticle> articles) {
    List<Long> told = new ArrayList<>();
    Set<ArticleId> copies = new HashSet<>();
    for (StoredArticle stored : articles) {
      Long fingerprint = stored.article().fingerprint();
      if (fingerprint != null && !stored.ownPortal()) {
        if (told.stream().anyMatch(one -> Fingerprint.near(one, fingerprint))) {
          copies.add(new ArticleId(stored.article().id()));
        } else {
          told.add(fingerprint);
        }
      }
    }
    return copies;
  }

  Article published() {
    return new Article(
        new ArticleId(article.id()),
        story(),
        new SourceId(article.sourceId()),
        owner,
        sourceWeight,
        ownPortal,
        article.url(),
        article.headline(),
        article.standfirst(),
        article.keyPoints(),
        article.body(),
        article.whyItMatters(),
        article.whatItMeans(),
        article.section(),
        article.topics(),
        article.byline(),
        article.image(),
        article.related(),
        article.breaking(),
        article.publishedAt(),
        article.updatedAt(),
        article.embargoedUntil(),
        article.retractedAt(),
        article.revision());
  }
}
