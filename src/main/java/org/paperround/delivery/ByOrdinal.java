package org.paperround.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something for some cards of one edition, looked up by the card's ordinal: a claim does so for
/// every card that each of its readers had, where a map's hashing shows. Immutable, thread-safe.
final class ByOrdinal<T> {
  private final List<Optional<T>> values;

  /// `known` by the cards' ordinals, which are small.
  ByOrdinal(Map<Integer, T> known) {
    int size = known.isEmpty() ? 0 : Collections.max(known.keySet()) + 1;
    List<Optional<T>> list = new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    known.forEach((ordinal, value) -> list.set(ordinal, Optional.of(value)));
    this.values = list;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// Empty when there is nothing for this card.
  Optional<T> get(int ordinal) {
    return ordinal < values.size() ? values.get(ordinal) : Optional.empty();
  }
}
