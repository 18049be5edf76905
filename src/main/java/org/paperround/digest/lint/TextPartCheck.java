package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The text part carries the same, as text (mail-standards C7).
final class TextPartCheck {
  private static final String PLACE = "text";
  private static final int LONGEST_LINE = 78;
  private static final double STUB = 0.2;
  private static final Pattern MARKUP =
      Pattern.compile(
          "</?(p|br|div|span|table|td|tr|a|b|i|strong|em)\\b[^>]*>|&(nbsp|amp|quot|lt);");

  private TextPartCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    String text = mail.read().text();
    if (text.isBlank()) {
      return Stream.of(error(Rule.TEXT_PART, PLACE, "There is no text part."));
    }
    Stream.Builder<Finding> found = Stream.builder();
    if (text.strip().length() < STUB * mail.html().text().length()) {
      found.add(error(Rule.TEXT_PART, PLACE, "It says much less than the HTML."));
    }
    if (MARKUP.matcher(text).find()) {
      found.add(warning(Rule.TEXT_PART, PLACE, "It has markup in it."));
    }
    text.lines()
        .filter(line -> line.codePointCount(0, line.length()) > LONGEST_LINE)
        .filter(line -> line.strip().contains(" "))
        .findFirst()
        .ifPresent(line ->
            found.add(
                warning(
                    Rule.TEXT_PART,
                    PLACE,
                    "A line has " + line.length() + " characters: " + LintedMail.quoted(line))));
    return found.build();
  }
}
