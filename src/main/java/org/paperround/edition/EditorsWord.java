package org.paperround.edition;

import org.jspecify.annotations.Nullable;

/// What an editor said of a story in an edition. `pin`: the position (from 1) it was given on the
/// front page; null: none. `headline` and `standfirst` stand in the mail instead of the article's;
/// null: the article's.
record EditorsWord(
    @Nullable Integer pin,
    boolean mustRead,
    boolean dropped,
    @Nullable String headline,
    @Nullable String standfirst) {
  static final EditorsWord NONE = new EditorsWord(null, false, false, null, null);

  EditorsWord pinnedAt(int position, boolean isMustRead) {
    return new EditorsWord(position, isMustRead, false, headline, standfirst);
  }

  /// Neither pinned nor dropped: where the story stands is the ranking's to say again.
  EditorsWord freed() {
    return new EditorsWord(null, false, false, headline, standfirst);
  }

  EditorsWord withDropped(boolean isDropped) {
    return new EditorsWord(null, false, isDropped, headline, standfirst);
  }

  EditorsWord worded(@Nullable String otherHeadline, @Nullable String otherStandfirst) {
    return new EditorsWord(pin, mustRead, dropped, otherHeadline, otherStandfirst);
  }

  Difference difference(EditorsWord other) {
    return Difference.NONE
        .with("pin", pin, other.pin)
        .with("must_read", mustRead, other.mustRead)
        .with("dropped", dropped, other.dropped)
        .with("headline", headline, other.headline)
        .with("standfirst", standfirst, other.standfirst);
  }

  /// Of two stories that became one: a drop of either holds, else the first pin; the first's words.
  EditorsWord and(EditorsWord other) {
    EditorsWord words =
        headline == null && standfirst == null ? worded(other.headline, other.standfirst) : this;
    if (dropped || other.dropped) {
      return words.withDropped(true);
    }
    Integer first = smaller(pin, other.pin);
    return first == null ? words.freed() : words.pinnedAt(first, mustRead || other.mustRead);
  }

  private static @Nullable Integer smaller(@Nullable Integer one, @Nullable Integer other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.min(one, other);
  }
}
