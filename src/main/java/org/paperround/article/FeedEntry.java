package org.paperround.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry as its feed gives it: texts may hold markup, links are not yet resolved, dates not yet
/// believed.
record FeedEntry(
    @Nullable String guid,
    @Nullable String link,
    String title,
    boolean titleIsPlain,
    String summary,
    String content,
    @Nullable String author,
    List<String> categories,
    @Nullable ArticleImage image,
    @Nullable Instant published,
    @Nullable Instant updated) {
  FeedEntry {
    categories = List.copyOf(categories);
  }

  /// The title as plain text.
  String headline() {
    return titleIsPlain
        ? PlainText.line(title, ArticleText.MAX_HEADLINE)
        : PlainText.ofHtml(title, ArticleText.MAX_HEADLINE);
  }
}
