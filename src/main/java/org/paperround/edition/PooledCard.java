package org.paperround.edition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;

/// A card and the position the editor pinned it to (from 1); null: not pinned.
record PooledCard(Card card, @Nullable Integer pin) {
  /// The editor said something about it, so no ranking may take it out of the pool.
  boolean hasEditorsWord() {
    return pin != null || card.dropped() || card.retractedAt() != null;
  }

  FrontPage.Entry entry() {
    return new FrontPage.Entry(card.story(), card.section(), card.owner(), card.score(), pin);
  }

  PooledCard pinnedAt(int position, boolean mustRead) {
    return with(position, mustRead, false, card.retractedAt());
  }

  PooledCard withoutCard(boolean isDropped, @Nullable Instant retractedAt) {
    return with(null, false, isDropped, retractedAt);
  }

  /// The same editor's word on what ranking made of the story now.
  PooledCard on(Card ranked) {
    return new PooledCard(ranked, pin)
        .with(pin, card.mustRead(), card.dropped(), card.retractedAt());
  }

  PooledCard at(@Nullable Integer frontPosition) {
    return copy(frontPosition, pin, card.mustRead(), card.dropped(), card.retractedAt());
  }

  private PooledCard with(
      @Nullable Integer newPin, boolean mustRead, boolean dropped, @Nullable Instant retractedAt) {
    return copy(card.frontPosition(), newPin, mustRead, dropped, retractedAt);
  }

  private PooledCard copy(
      @Nullable Integer frontPosition,
      @Nullable Integer newPin,
      boolean mustRead,
      boolean dropped,
      @Nullable Instant retractedAt) {
    return new PooledCard(
        new Card(
            card.ordinal(),
            card.story(),
            card.storyRevision(),
            card.article(),
            card.articleRevision(),
            card.owner(),
            card.section(),
            card.topics(),
            card.embargoedUntil(),
            card.content(),
            card.score(),
            card.signals(),
            frontPosition,
            newPin != null,
            mustRead,
            dropped,
            retractedAt),
        newPin);
  }

  StoryId story() {
    return card.story();
  }
}
