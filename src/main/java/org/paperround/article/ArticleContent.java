package org.paperround.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything of an article that can show: what an update is compared by.
record ArticleContent(
    ArticleText text,
    String section,
    List<String> topics,
    @Nullable String byline,
    @Nullable ArticleImage image,
    List<String> related,
    boolean breaking,
    @Nullable Instant embargoedUntil) {
  static final int MAX_TOPICS = 12;
  static final int MAX_RELATED = 12;

  ArticleContent {
    topics = List.copyOf(topics);
    related = List.copyOf(related);
  }

  ArticleContent withText(ArticleText changed) {
    return new ArticleContent(
        changed, section, topics, byline, image, related, breaking, embargoedUntil);
  }

  ArticleContent withImage(@Nullable ArticleImage changed) {
    return new ArticleContent(
        text, section, topics, byline, changed, related, breaking, embargoedUntil);
  }

  ArticleContent withEmbargo(Instant until) {
    return new ArticleContent(text, section, topics, byline, image, related, breaking, until);
  }
}
