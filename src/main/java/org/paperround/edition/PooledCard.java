package org.paperround.edition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;

/// A card as it is stored: with the article's own words, and the editor's word beside it.
record PooledCard(Card card, EditorsWord word) {
  PooledCard {
    card = card.standing(card.frontPosition(), word, card.retractedAt());
  }

  /// As the world sees it: in the editor's words, where there are some.
  Card shown() {
    String headline = word.headline();
    String standfirst = word.standfirst();
    if (headline == null && standfirst == null) {
      return card;
    }
    CardContent content = card.content();
    return card.with(
        content.worded(
            headline == null ? content.headline() : headline,
            standfirst == null ? content.standfirst() : standfirst));
  }

  Wording wording() {
    CardContent content = card.content();
    return new Wording(
        word.headline(), word.standfirst(), content.headline(), content.standfirst());
  }

  @Nullable Integer pin() {
    return word.pin();
  }

  /// The editor said something about it, so no ranking may take it out of the pool.
  boolean hasEditorsWord() {
    return !word.equals(EditorsWord.NONE) || card.retractedAt() != null;
  }

  /// What an editor's act made of it, for a log.
  Difference difference(PooledCard after) {
    return word.difference(after.word)
        .with("embargoed_until", text(card.embargoedUntil()), text(after.card.embargoedUntil()))
        .with("retracted", card.retractedAt() != null, after.card.retractedAt() != null);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  FrontPage.Entry entry() {
    return new FrontPage.Entry(card.story(), card.section(), card.owner(), card.score(), pin());
  }

  PooledCard with(EditorsWord other) {
    return new PooledCard(card, other);
  }

  /// Taken back: it is not in any mail from here on.
  PooledCard retracted(Instant at) {
    return new PooledCard(
        card.standing(card.frontPosition(), word, at), word.withDropped(word.dropped()));
  }

  /// In no mail before `until`.
  PooledCard embargoed(@Nullable Instant until) {
    return new PooledCard(card.embargoed(until), word);
  }

  /// Dropped and taken back.
  PooledCard takenOut(Instant at) {
    return with(word.withDropped(true)).retracted(at);
  }

  /// The same editor's word on what ranking made of the story now.
  PooledCard on(Card ranked) {
    return new PooledCard(ranked.standing(ranked.frontPosition(), word, card.retractedAt()), word);
  }

  PooledCard at(@Nullable Integer frontPosition) {
    return new PooledCard(card.standing(frontPosition, word, card.retractedAt()), word);
  }

  StoryId story() {
    return card.story();
  }
}
