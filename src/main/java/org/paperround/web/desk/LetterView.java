package org.paperround.web.desk;

import java.util.List;
import java.util.Objects;
import org.paperround.edition.Edition;
import org.paperround.edition.Letter;
import org.paperround.edition.Pool;

/// A letter as the page of its edition shows it: which story of which edition it corrects, and what
/// it says.
record LetterView(
    long edition, long story, String headline, String subject, List<String> paragraphs) {
  /// `corrected`: the pool of the edition that it corrects, in which the story may have another
  /// number; then `story` is 0.
  static LetterView of(Edition letter, Pool corrected) {
    Letter said = Objects.requireNonNull(letter.letter());
    return corrected.cards().stream()
        .filter(card -> card.story().equals(said.story()))
        .findFirst()
        .map(card -> of(letter, said, card.story().value(), card.content().headline()))
        .orElseGet(() -> of(letter, said, 0, "story " + said.story()));
  }

  private static LetterView of(Edition letter, Letter said, long story, String headline) {
    return new LetterView(
        said.corrects().value(),
        story,
        headline,
        String.join(" ", letter.words().subjects()),
        said.paragraphs());
  }
}
