package org.paperround.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece at one canonical URL, as it stands now. Texts are plain (no markup), NFC, without
/// control characters. `owner` is who owns the source; `ownPortal` says whether the source is the
/// portal the newsletters are for. `revision` counts substantive changes, from 1.
public record Article(
    ArticleId id,
    StoryId story,
    SourceId source,
    String owner,
    double sourceWeight,
    boolean ownPortal,
    String url,
    String headline,
    String standfirst,
    List<String> keyPoints,
    String body,
    @Nullable String whyItMatters,
    @Nullable String whatItMeans,
    String section,
    List<String> topics,
    @Nullable String byline,
    @Nullable ArticleImage image,
    List<String> related,
    boolean breaking,
    Instant publishedAt,
    Instant updatedAt,
    @Nullable Instant embargoedUntil,
    @Nullable Instant retractedAt,
    int revision) {
  public Article {
    keyPoints = List.copyOf(keyPoints);
    topics = List.copyOf(topics);
    related = List.copyOf(related);
  }

  /// It is published, and its embargo is over.
  public boolean isVisible(Instant at) {
    return !publishedAt.isAfter(at) && (embargoedUntil == null || !embargoedUntil.isAfter(at));
  }
}
