package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What templates leave behind when a text is missing or a name is wrong.
final class UntranslatedCheck {
  private static final Pattern LEFT = Pattern.compile("\\?\\?[\\w.-]+\\?\\?");

  private UntranslatedCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Stream<Finding> attributes =
        mail.html().getAllElements().stream()
            .flatMap(element -> element.attributes().asList().stream())
            .filter(attribute -> attribute.getKey().startsWith("th:"))
            .map(attribute ->
                error(
                    Rule.UNTRANSLATED,
                    "html/" + attribute.getKey(),
                    "A template left its attribute behind."));
    return Stream.of(
            left("subject", mail.read().header("subject")),
            left("text", mail.read().text()),
            left("html", mail.html().text()),
            attributes)
        .flatMap(stream -> stream);
  }

  private static Stream<Finding> left(String place, String text) {
    Matcher found = LEFT.matcher(text);
    return found
        .results()
        .map(result -> error(Rule.UNTRANSLATED, place, "A key has no text: " + result.group()));
  }
}
