package org.paperround.digest;

import java.util.List;

/// What was chosen for one reader. Deterministic: the same pool, reader, history and rules give the
/// same choice, whatever the order of the input.
public sealed interface Choice {
  /// In the order shown; the first is the lead.
  record Chosen(List<ChosenCard> cards) implements Choice {
    public Chosen {
      cards = List.copyOf(cards);
    }
  }

  /// Fewer stories than the newsletter's minimum are new to this reader.
  record TooFew(int available) implements Choice {}

  /// `update`: the reader had an earlier revision of this story.
  record ChosenCard(int ordinal, Reason reason, boolean update) {}
}
