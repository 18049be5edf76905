package org.paperround.edition;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The cards of one edition at one revision, by ordinal; dropped and retracted ones included,
/// because old deliveries name them.
public record Pool(EditionId edition, int revision, List<Card> cards) {
  public Pool {
    cards = List.copyOf(cards);
  }

  /// The front page in order.
  public List<Card> frontPage() {
    return cards.stream()
        .filter(card -> card.usable() && card.frontPosition() != null)
        .sorted(Comparator.comparingInt(Pool::position))
        .toList();
  }

  public Optional<Card> card(int ordinal) {
    return cards.stream().filter(card -> card.ordinal() == ordinal).findFirst();
  }

  private static int position(Card card) {
    return card.frontPosition() == null ? Integer.MAX_VALUE : card.frontPosition();
  }
}
