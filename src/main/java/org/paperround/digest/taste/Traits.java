package org.paperround.digest.taste;

import java.util.Locale;
import org.paperround.article.Keywords;
import org.paperround.edition.Card;

/// What of a card tells whom it may interest: its section without regard to case, its owner, its
/// words.
public record Traits(String section, String owner, Keywords words) {
  public static Traits of(Card card) {
    return new Traits(
        card.section().toLowerCase(Locale.ROOT),
        card.owner(),
        Keywords.of(card.content().headline(), card.content().standfirst()));
  }
}
