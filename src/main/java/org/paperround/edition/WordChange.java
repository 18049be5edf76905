package org.paperround.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one act changed of the editor's word on cards, kept in the diary so that it can be undone.
/// Stored as JSON.
record WordChange(List<Of> before, List<Of> after) {
  WordChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// The word on the card of this ordinal.
  record Of(int ordinal, EditorsWord word) {
    static Of of(PooledCard card) {
      return new Of(card.card().ordinal(), card.word());
    }
  }

  /// Of the same cards in the same order.
  static WordChange between(List<PooledCard> before, List<PooledCard> after) {
    List<Of> was = new ArrayList<>();
    List<Of> is = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).word().equals(after.get(i).word())) {
        was.add(Of.of(before.get(i)));
        is.add(Of.of(after.get(i)));
      }
    }
    return new WordChange(was, is);
  }

  /// Whether the cards are as this change left them: nobody has said anything else of them since,
  /// and all are there and may be shown.
  boolean stands(List<PooledCard> cards) {
    Map<Integer, PooledCard> present = byOrdinal(cards);
    return after.stream()
        .allMatch(of -> {
          PooledCard card = present.get(of.ordinal());
          return card != null && card.card().retractedAt() == null && card.word().equals(of.word());
        });
  }

  /// The cards as they were before.
  List<PooledCard> undone(List<PooledCard> cards) {
    Map<Integer, EditorsWord> words =
        before.stream().collect(Collectors.toMap(Of::ordinal, Of::word));
    return cards.stream()
        .map(card -> card.with(words.getOrDefault(card.card().ordinal(), card.word())))
        .toList();
  }

  private static Map<Integer, PooledCard> byOrdinal(List<PooledCard> cards) {
    return cards.stream()
        .collect(Collectors.toMap(card -> card.card().ordinal(), Function.identity()));
  }
}
