package org.paperround.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One row of a table that reads replies: code and enhanced code must match whole (a missing
/// enhanced code is empty), the words must be found in the text, lower-cased. `sample` is a reply
/// that this row decides. Pure.
record ReplyRule<T>(T verdict, Pattern code, Pattern enhanced, Pattern words, String sample) {
  static <T> ReplyRule<T> of(T verdict, String code, String enhanced, String words, String sample) {
    return new ReplyRule<>(
        verdict, Pattern.compile(code), Pattern.compile(enhanced), Pattern.compile(words), sample);
  }

  /// The row that decides: the first that fits, of a table whose last row fits everything.
  static <T> ReplyRule<T> first(List<ReplyRule<T>> table, RelayReply reply) {
    return table.stream().filter(rule -> rule.fits(reply)).findFirst().orElseThrow();
  }

  private boolean fits(RelayReply reply) {
    String given = reply.enhanced() == null ? "" : reply.enhanced();
    return code.matcher(Integer.toString(reply.code())).matches()
        && enhanced.matcher(given).matches()
        && words.matcher(reply.text().toLowerCase(Locale.ROOT)).find();
  }
}
