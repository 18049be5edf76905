package org.paperround.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something for some cards of one edition, looked up by the card's ordinal: a claim does so for
/// every card that each of its readers had, where a map's hashing shows. Immutable, thread-safe.
final class ByOrdinal<T> {
  private final List<@Nullable T> values;

  /// `known` by the cards' ordinals, which are small.
  ByOrdinal(Map<Integer, T> known) {
    int size = known.isEmpty() ? 0 : Collections.max(known.keySet()) + 1;
    List<@Nullable T> list = new ArrayList<>(Collections.nCopies(size, null));
    known.forEach(list::set);
    this.values = list;
  }

  /// Null when there is nothing for this card.
  @Nullable T get(int ordinal) {
    return ordinal < values.size() ? values.get(ordinal) : null;
  }
}
