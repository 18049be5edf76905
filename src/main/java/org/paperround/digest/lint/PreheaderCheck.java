package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// The line beside the subject in a list of mails: a real sentence, hidden by what clients and spam
/// filters accept (mail-standards H6).
final class PreheaderCheck {
  private static final String PLACE = "html/preheader";
  private static final int SHORTEST = 30;
  private static final int LONGEST = 200;

  private PreheaderCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    if (!mail.hasHtml()) {
      return Stream.of();
    }
    Optional<Element> hidden =
        mail.html().body().select("[style*=display]").stream()
            .filter(mail.styles()::isNeverShown)
            .filter(element -> !element.text().isBlank())
            .findFirst();
    if (hidden.isEmpty()) {
      return Stream.of(
          warning(
              Rule.PREHEADER,
              PLACE,
              "There is none: lists of mails show the first words of the page instead."));
    }
    // What pads it, so that nothing else is shown, is not read.
    String text = hidden.get().text().replaceAll("[\\p{Cf}\\p{Z}\\u034F]+", " ").strip();
    return of(text, mail.read().header("subject"));
  }

  /// What speaks against it beside this subject.
  static Stream<Finding> of(String text, String subject) {
    if (text.equals(subject)) {
      return Stream.of(error(Rule.PREHEADER, PLACE, "It says the same as the subject."));
    }
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST) {
      return Stream.of(
          warning(Rule.PREHEADER, PLACE, "It is short, so what follows it is shown, too."));
    }
    if (length > LONGEST) {
      return Stream.of(
          warning(Rule.PREHEADER, PLACE, "It has " + length + " characters; some 90 are shown."));
    }
    return Stream.of();
  }
}
