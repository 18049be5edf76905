package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What speaks against a subject: length, shouting, and phrases that filters know. Pure.
final class SubjectHints {
  static final String PLACE = "subject";

  /// A phone shows some 40 characters, a desktop some 70.
  private static final int LONGEST = 70;

  private static final int SHOUTED = 8;

  /// It pretends to be an answer (15 USC 7704(a)(2)).
  private static final Pattern ANSWER =
      Pattern.compile("^\\s*(re|aw|fwd?|sv|tr)\\s*:", Pattern.CASE_INSENSITIVE);

  private static final Pattern MARKS = Pattern.compile("[!?]{2,}|!.*!|[$€£]{2,}");

  /// No news needs them.
  private static final List<String> PHRASES =
      List.of(
          "100% free",
          "act now",
          "buy now",
          "click here",
          "don't delete",
          "limited time",
          "no obligation",
          "once in a lifetime",
          "order now",
          "risk-free",
          "special offer",
          "this is not spam",
          "urgent response",
          "you have been selected");

  private SubjectHints() {}

  /// Errors and warnings, in no order.
  static Stream<Finding> of(String subject) {
    if (subject.isBlank()) {
      return Stream.of(error(Rule.SUBJECT, PLACE, "It is empty."));
    }
    Stream.Builder<Finding> found = Stream.builder();
    int length = subject.codePointCount(0, subject.length());
    if (length > LONGEST) {
      found.add(
          warning(
              Rule.SUBJECT,
              PLACE,
              "It has " + length + " characters; most screens show 40 to " + LONGEST + "."));
    }
    if (ANSWER.matcher(subject).find()) {
      found.add(error(Rule.SUBJECT, PLACE, "It pretends to answer or to forward a mail."));
    }
    if (shouts(subject)) {
      found.add(warning(Rule.SUBJECT, PLACE, "It is in capitals."));
    }
    if (MARKS.matcher(subject).find()) {
      found.add(warning(Rule.SUBJECT, PLACE, "It has marks in a row, as spam has."));
    }
    String lower = subject.toLowerCase(Locale.ROOT);
    PHRASES.stream()
        .filter(
            phrase -> Pattern.compile("\\b" + Pattern.quote(phrase) + "\\b").matcher(lower).find())
        .forEach(phrase ->
            found.add(warning(Rule.SUBJECT, PLACE, "Spam filters know \"" + phrase + "\" well.")));
    return found.build();
  }

  private static boolean shouts(String subject) {
    long letters = subject.codePoints().filter(Character::isLetter).count();
    long capitals = subject.codePoints().filter(Character::isUpperCase).count();
    return letters >= SHOUTED && capitals * 5 > letters * 4;
  }
}
