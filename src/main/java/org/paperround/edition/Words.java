package org.paperround.edition;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The editor's words for an edition's mails. `subjects`: empty for the lead story's headline; more
/// than one are tried on its readers. `preheader` null: made of other headlines. `since`: the first
/// revision under these words, so that what was sent under others is never counted with them.
public record Words(List<String> subjects, @Nullable String preheader, int since) {
  /// As many subjects can be tried at once.
  public static final int MOST_SUBJECTS = 4;

  /// The lead story's.
  public static final Words NONE = new Words(List.of(), null, 0);

  static final int LONGEST = 150;

  public Words {
    subjects = List.copyOf(subjects);
  }

  /// Why an editor cannot say this; empty when it is all right.
  static String fault(List<String> subjects, @Nullable String preheader) {
    if (subjects.size() > MOST_SUBJECTS) {
      return "An edition has at most " + MOST_SUBJECTS + " subjects.";
    }
    if (!subjects.stream().allMatch(Words::isLine) || !isLine(preheader)) {
      return "A subject and a preheader are each one line of 1 to " + LONGEST + " characters.";
    }
    if (new HashSet<>(subjects.stream().map(String::strip).toList()).size() < subjects.size()) {
      return "Two of the subjects are the same.";
    }
    return "";
  }

  static boolean isLine(@Nullable String text) {
    return isLine(text, LONGEST);
  }

  static boolean isLine(@Nullable String text, int longest) {
    return text == null
        || (!text.isBlank()
            && text.length() <= longest
            && text.chars().noneMatch(Character::isISOControl));
  }
}
