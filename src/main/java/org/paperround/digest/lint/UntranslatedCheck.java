package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.stream.Stream;
import org.paperround.platform.template.Messages;

/// What templates leave behind, and texts that a language does not have. A mail does not show that:
/// it has the English text in their place.
final class UntranslatedCheck {
  private UntranslatedCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    return mail.html().getAllElements().stream()
        .flatMap(element -> element.attributes().asList().stream())
        .filter(attribute -> attribute.getKey().startsWith("th:"))
        .map(attribute ->
            error(
                Rule.UNTRANSLATED,
                "html/" + attribute.getKey(),
                "A template left its attribute behind."));
  }

  static Stream<Finding> of(Messages messages) {
    return messages.missing().stream()
        .map(missing ->
            warning(
                Rule.UNTRANSLATED,
                missing.language() + "/" + missing.key(),
                missing.file() + " has no text for it; its readers get the English one."));
  }
}
