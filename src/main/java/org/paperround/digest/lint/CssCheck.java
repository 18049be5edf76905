package org.paperround.digest.lint;

import static org.paperround.digest.lint.Finding.warning;

import java.util.stream.Stream;

/// Styles that many mail clients do not know, by caniemail's tests of them (mail-standards H4).
final class CssCheck {
  private CssCheck() {}

  static Stream<Finding> of(LintedMail mail) {
    Stream<Finding> declared =
        mail.styles().all().stream()
            .flatMap(one -> CssSupport.ALL.lacking(one.name(), one.value()))
            .map(CssCheck::finding);
    Stream<Finding> atRules =
        mail.styles().atRules().stream()
            .flatMap(CssSupport.ALL::lackingAtRule)
            .map(CssCheck::finding);
    return Stream.concat(declared, atRules);
  }

  private static Finding finding(CssSupport.Lack lack) {
    return warning(
        Rule.CSS, "html/style", lack.feature() + " is not known to " + lack.clients() + ".");
  }
}
