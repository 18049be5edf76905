package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A visible way out in both parts of every mail to a list (mail-standards A3, J6).
final class UnsubscribeCheck {
  /// In the words of the four languages; of mails that others made any of them will do.
  private static final Pattern WORDS =
      Pattern.compile(
          "unsubscribe|opt.?out|abmelden|abbestellen|austragen|désabonner|désinscri|dad-?danysgrifio",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

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
            .filter(link -> !mail.styles().isNeverShown(link))
            .noneMatch(link -> leadsOut(link.attr("href"), link.text(), url.get()))) {
      found.add(error(Rule.UNSUBSCRIBE, "html/a", "No link that is seen unsubscribes."));
    }
    if (!leadsOut(mail.read().text().replaceAll("\\s+", ""), "", url.get())) {
      found.add(error(Rule.UNSUBSCRIBE, "text", "The text part has no link that unsubscribes."));
    }
    return found.build();
  }

  private static boolean leadsOut(String address, String text, String url) {
    return address.contains(url) || WORDS.matcher(address + " " + text).find();
  }
}
