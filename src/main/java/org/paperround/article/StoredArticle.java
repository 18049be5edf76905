package org.paperround.article;

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
