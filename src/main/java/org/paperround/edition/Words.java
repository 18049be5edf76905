package org.paperround.edition;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.text.TypedText;

/// The editor's words for an edition's mails. `subjects`: empty for the lead story's headline; more
/// than one are tried on its readers. `preheader` null: made of other headlines. `since`: the first
/// revision under this subject and preheader, so that what was sent under others is never counted
/// with them. `intro`: what stands above the stories, plain text, an empty line ends a paragraph;
/// null: nothing.
public record Words(
    List<String> subjects, @Nullable String preheader, int since, @Nullable String intro) {
  /// As many subjects can be tried at once.
  public static final int MOST_SUBJECTS = 4;

  /// The lead story's.
  public static final Words NONE = new Words(List.of(), null, 0, null);

  /// As long as an intro may be, in characters.
  public static final int LONGEST_INTRO = 1_000;

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

  /// Why an editor cannot introduce an edition so; empty when it is all right.
  static String faultOfIntro(String intro) {
    if (intro.length() > LONGEST_INTRO) {
      return String.format(
          Locale.UK,
          "An intro has at most %,d characters; this one has %,d.",
          LONGEST_INTRO,
          intro.length());
    }
    return intro.indexOf('\0') < 0 ? "" : "An intro is plain text.";
  }

  /// Of the intro, each without line breaks.
  public List<String> introParagraphs() {
    return intro == null ? List.of() : Letter.paragraphs(intro);
  }

  static boolean isLine(@Nullable String text) {
    return isLine(text, LONGEST);
  }

  static boolean isLine(@Nullable String text, int longest) {
    return text == null || TypedText.isLine(text, longest);
  }
}
