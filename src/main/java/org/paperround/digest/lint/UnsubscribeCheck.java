package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;

import java.util.Optional;
import java.util.stream.Stream;

/// A visible way out in both parts of every mail to a list (mail-standards A3, J6).
final class UnsubscribeCheck {
  private UnsubscribeCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Optional<String> url = mail.unsubscribeUrl();
    if (!mail.toAList() || url.isEmpty()) {
      // What is missing there is said of the header.
      return Stream.of();
    }
    Stream.Builder<Finding> found = Stream.builder();
    if (mail.hasHtml()
        && mail.html().select("a[href]").stream()
            .filter(link -> !mail.styles().isHidden(link))
            .noneMatch(link -> link.attr("href").equals(url.get()))) {
      found.add(error(Rule.UNSUBSCRIBE, "html/a", "No link that is seen unsubscribes."));
    }
    if (!mail.read().text().replaceAll("\\s+", "").contains(url.get())) {
      found.add(error(Rule.UNSUBSCRIBE, "text", "The text part has no link that unsubscribes."));
    }
    return found.build();
  }
}
