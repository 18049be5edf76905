package org.paperround.edition;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;

/// What an edition is that corrects a story: a letter to those who had it, without any cards. Plain
/// text; an empty line ends a paragraph. `shown`: what readers saw of the story, once it is sent.
public record Letter(EditionId corrects, StoryId story, String text, @Nullable Shown shown) {
  static final int LONGEST = 5_000;

  public Letter {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a letter of " + text.length() + " characters");
    }
  }

  /// The headline in the edition that is corrected, and where it led.
  public record Shown(String headline, String url) {}

  /// Each without line breaks.
  public List<String> paragraphs() {
    return paragraphs(text);
  }

  static List<String> paragraphs(String text) {
    return Stream.of(text.strip().split("\\R\\s*\\R"))
        .map(paragraph -> paragraph.strip().replaceAll("\\s*\\R\\s*", " "))
        .filter(paragraph -> !paragraph.isEmpty())
        .toList();
  }
}
