package org.paperround.web.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Wording;

/// Says in sentences what becomes of stories that are merged or split, and of the edition in which
/// that is done. Pure.
final class GroupWords {
  private static final String SENT = "What was sent is not changed";

  private static final String RANKED =
      SENT + ". This edition is ranked anew at once, others that still collect within a minute.";

  private GroupWords() {}

  /// A candidate with its own words in the mail; `card` null: the edition does not show it.
  record Told(String headline, @Nullable Card card, @Nullable Wording wording) {
    boolean isDropped() {
      return card != null && card.dropped();
    }

    boolean hasWords() {
      return wording != null && (wording.headline() != null || wording.standfirst() != null);
    }
  }

  static String merging(String kept, String other, int articles) {
    return quoted(kept)
        + " and "
        + quoted(other)
        + " become one story, in this and all later editions; "
        + articles(articles)
        + ".";
  }

  /// What an editor said of the two stories, as far as it stands not for both.
  static List<String> said(Told kept, Told other) {
    List<String> notes = new ArrayList<>();
    if (kept.isDropped() != other.isDropped() && other.card() != null) {
      String dropped = kept.isDropped() ? kept.headline() : other.headline();
      notes.add(quoted(dropped) + " was dropped here, so the one story is out, too.");
    }
    if (kept.hasWords() && other.hasWords()) {
      notes.add("The words that " + quoted(other.headline()) + " was given in the mail are lost.");
    }
    return notes;
  }

  static String splitting(int off, int stay) {
    return off == 1
        ? "1 article becomes a story of its own, in this and all later editions; "
            + (stay == 1 ? "1 stays." : stay + " stay.")
        : off
            + " articles become one story of their own, in this and all later editions; "
            + (stay == 1 ? "1 stays." : stay + " stay.");
  }

  /// What a merge does to the edition.
  static String mergeHere(Edition edition) {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD ->
          SENT
              + ". This edition shows one story at once, and editions that still collect within a"
              + " minute.";
      case SENDING, STOPPED -> SENT + "; whoever waits for this edition gets one of the two.";
      case SENT, MISSED, SKIPPED -> SENT + ", and this edition stays as it was.";
    };
  }

  /// What a split does to the edition.
  static String splitHere(Edition edition, Instant now) {
    return switch (edition.state()) {
      case COLLECTING -> RANKED;
      case HELD ->
          now.isBefore(edition.cutOff())
              ? RANKED
              : SENT + ", and this edition is past its cut-off: it keeps its story as it stands.";
      case APPROVED -> SENT + ", and this edition is approved: it keeps its story as it stands.";
      case SENDING, STOPPED, SENT, MISSED, SKIPPED -> SENT + ", and this edition stays as it was.";
    };
  }

  static String articles(int count) {
    return count == 1 ? "1 article" : count + " articles";
  }

  static String quoted(String headline) {
    return "\u201c" + headline + "\u201d";
  }
}
