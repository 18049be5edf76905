package org.paperround.feedback;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the tokens of unsubscribe addresses in the fields that say to whom a mail was sent. Who
/// sent it does not matter: only the token decides (mail-standards B6). Pure.
final class UnsubscribeMail {
  /// The fields in which a recipient may be found: To, or what the last MTA noted.
  static final List<String> RECIPIENT_FIELDS =
      List.of("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To");

  private static final int LONGEST_VALUE = 16 * 1024;
  private static final int MOST_TOKENS = 10;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![a-z0-9.+_=-])unsubscribe\\+([a-z0-9_-]{16,60})@", Pattern.CASE_INSENSITIVE);

  private UnsubscribeMail() {}

  /// The tokens in these field values as they came, each once, at most ten.
  static List<String> tokens(List<String> values) {
    return values.stream()
        .map(value -> value.substring(0, Math.min(value.length(), LONGEST_VALUE)))
        .flatMap(UnsubscribeMail::found)
        .distinct()
        .limit(MOST_TOKENS)
        .toList();
  }

  private static Stream<String> found(String value) {
    return ADDRESS.matcher(value).results().map(result -> result.group(1));
  }
}
