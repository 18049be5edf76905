package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;

/// One story as an edition may show it. `ordinal` (from 1) names it in the ledger. `frontPosition`
/// (from 1): everybody gets it; null: chosen per reader. `signals` are the named parts of `score`.
/// `usable` cards are neither dropped nor retracted.
public record Card(
    int ordinal,
    StoryId story,
    int storyRevision,
    ArticleId article,
    int articleRevision,
    String owner,
    String section,
    List<String> topics,
    @Nullable Instant embargoedUntil,
    CardContent content,
    double score,
    Map<String, Double> signals,
    @Nullable Integer frontPosition,
    boolean pinned,
    boolean mustRead,
    boolean dropped,
    @Nullable Instant retractedAt) {
  public Card {
    topics = List.copyOf(topics);
    signals = Map.copyOf(signals);
  }

  public boolean usable() {
    return !dropped && retractedAt == null;
  }

  Card with(CardContent other) {
    return copy(other, frontPosition, pinned, mustRead, dropped, retractedAt);
  }

  /// The same by an editor's word.
  Card standing(@Nullable Integer position, EditorsWord word, @Nullable Instant takenBack) {
    return copy(content, position, word.pin() != null, word.mustRead(), word.dropped(), takenBack);
  }

  Card embargoed(@Nullable Instant until) {
    return new Card(
        ordinal,
        story,
        storyRevision,
        article,
        articleRevision,
        owner,
        section,
        topics,
        until,
        content,
        score,
        signals,
        frontPosition,
        pinned,
        mustRead,
        dropped,
        retractedAt);
  }

  private Card copy(
      CardContent otherContent,
      @Nullable Integer position,
      boolean isPinned,
      boolean isMustRead,
      boolean isDropped,
      @Nullable Instant takenBack) {
    return new Card(
        ordinal,
        story,
        storyRevision,
        article,
        articleRevision,
        owner,
        section,
        topics,
        embargoedUntil,
        otherContent,
        score,
        signals,
        position,
        isPinned,
        isMustRead,
        isDropped,
        takenBack);
  }
}
