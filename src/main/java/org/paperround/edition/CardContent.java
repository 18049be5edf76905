package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleImage;

/// What a card shows: a copy of the article as it was when the card last changed, so that a later
/// change of the article changes no edition by itself. Stored as JSON.
public record CardContent(
    String url,
    String headline,
    String standfirst,
    List<String> keyPoints,
    @Nullable String whyItMatters,
    @Nullable String whatItMeans,
    @Nullable String byline,
    @Nullable ArticleImage image,
    boolean breaking,
    Instant publishedAt,
    int readingMinutes,
    List<String> alsoReportedBy) {
  public CardContent {
    keyPoints = List.copyOf(keyPoints);
    alsoReportedBy = List.copyOf(alsoReportedBy);
  }
}
