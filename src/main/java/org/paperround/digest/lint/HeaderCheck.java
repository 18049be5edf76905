package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.error;
import static org.paperround.digest.lint.Finding.warning;

import java.util.List;
import java.util.stream.Stream;

/// The fields without which mailbox providers refuse a mail, or hide it (mail-standards A3, B1, B2,
/// B9).
final class HeaderCheck {
  private static final List<String> ALWAYS = List.of("From", "To", "Date", "Message-ID", "Subject");
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  private HeaderCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Stream<Finding> missing =
        ALWAYS.stream()
            .filter(field -> mail.read().header(field).isBlank())
            .map(field -> error(Rule.HEADER, "header/" + field, "There is no such field."));
    Stream<Finding> automatic =
        mail.read().header("Auto-Submitted").isEmpty()
            ? Stream.of(
                warning(
                    Rule.HEADER,
                    "header/Auto-Submitted",
                    "Without it, out-of-office replies come back (RFC 3834)."))
            : Stream.of();
    return Stream.of(missing, automatic, mail.toAList() ? list(mail) : Stream.<Finding>of())
        .flatMap(stream -> stream);
  }

  private static Stream<Finding> list(LintedMail mail) {
    String unsubscribe = mail.read().header("List-Unsubscribe");
    Stream.Builder<Finding> found = Stream.builder();
    if (!unsubscribe.contains("<https://") && !Loopback.in(unsubscribe)) {
      found.add(
          error(
              Rule.HEADER,
              "header/List-Unsubscribe",
              "It needs one https address (RFC 8058 3.1); Gmail and Yahoo refuse the mail"
                  + " without."));
    }
    if (!unsubscribe.contains("<mailto:")) {
      found.add(
          warning(
              Rule.HEADER,
              "header/List-Unsubscribe",
              "It has no mail address for clients that unsubscribe by mail (RFC 2369 3.2)."));
    }
    if (!mail.read().header("List-Unsubscribe-Post").equals(ONE_CLICK)) {
      found.add(
          error(
              Rule.HEADER,
              "header/List-Unsubscribe-Post",
              "It must be \"" + ONE_CLICK + "\" (RFC 8058 3.1)."));
    }
    return found.build();
  }
}
