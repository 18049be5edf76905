package org.paperround.digest;

import java.util.List;

/// What was chosen for one reader. Deterministic: the same pool, reader, history and rules give the
/// same choice, whatever the order of the input.
public sealed interface Choice {
  /// In the order shown; the first is the lead. `atRandom`: which of them chance put where they
  /// are; most readers have none.
  record Chosen(List<ChosenCard> cards, List<AtRandom> atRandom) implements Choice {
    public Chosen {
      cards = List.copyOf(cards);
      atRandom = List.copyOf(atRandom);
    }
  }

  /// Fewer stories than the newsletter's minimum are new to this reader.
  record TooFew(int available) implements Choice {}

  /// A card that stands at `position` (from 1) by chance, with what it was worth to the reader,
  /// part by part ([org.paperround.digest.taste.Taste#parts]). Any of the reader's cards at random
  /// would have stood there with the same `propensity`.
  record AtRandom(int ordinal, int position, double propensity, List<Float> parts) {
    public AtRandom {
      parts = List.copyOf(parts);
    }
  }

  /// `update`: the reader had an earlier revision of this story.
  record ChosenCard(int ordinal, Reason reason, boolean update) {}
}
