package org.paperround.digest.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Something that an editor or the maker of a theme should look at. `place` has no blanks: the part
/// of the mail, then what in it, such as `html/light/h2`.
public record Finding(Severity severity, Rule rule, String place, String text) {
  /// An error is wrong for some reader; a warning may be.
  public enum Severity {
    ERROR,
    WARNING
  }

  public Finding {
    if (place.isEmpty() || place.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("a place is one word: " + place);
    }
  }

  static Finding error(Rule rule, String place, String text) {
    return new Finding(Severity.ERROR, rule, place, text);
  }

  static Finding warning(Rule rule, String place, String text) {
    return new Finding(Severity.WARNING, rule, place, text);
  }

  /// The same, in one of several mails.
  public Finding in(String mail) {
    return new Finding(severity, rule, mail + "/" + place, text);
  }

  public static boolean anyError(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /// Errors first, then by rule.
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity).thenComparing(Finding::rule);

  /// `error link-unsafe html/a text`
  @Override
  public String toString() {
    return severity.name().toLowerCase(Locale.ROOT) + " " + rule.code() + " " + place + " " + text;
  }
}
