package org.paperround.digest.lint;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/// Something that an editor or the maker of a theme should look at. `place` has no blanks: the part
/// of the mail, then what in it, such as `html/light/h2`.
public record Finding(Severity severity, Rule rule, String place, String text) {
  /// An error is wrong for some reader; a warning may be.
  public enum Severity {
    ERROR,
    WARNING
  }

  private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s\\p{Z}]+");

  /// Both are parts of one line, whatever stands in the mail.
  public Finding {
    place = BLANKS.matcher(place).replaceAll("-");
    text = BLANKS.matcher(text).replaceAll(" ");
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

  /// The same, elsewhere.
  Finding at(String other) {
    return new Finding(severity, rule, other, text);
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
