package org.paperround.mail;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a server's words fit to be stored and logged: one line, not long, nobody's address in it.
/// Pure.
public final class ReplyText {
  private static final int LONGEST = 500;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern ADDRESS =
      Pattern.compile("([^\\s<>\"'(),:;=\\[\\]@])[^\\s<>\"'(),:;=\\[\\]@]*@(?=[\\p{L}\\p{N}\\[])");

  /// Local parts that are also the words by which replies are classified.
  private static final Set<String> VOCABULARY =
      Set.of(
          "account",
          "address",
          "block",
          "blocked",
          "box",
          "disabled",
          "full",
          "host",
          "inactive",
          "invalid",
          "local",
          "mail",
          "mailbox",
          "message",
          "name",
          "null",
          "policy",
          "quota",
          "recipient",
          "rejected",
          "relay",
          "sender",
          "spam",
          "such",
          "unknown",
          "user");

  private ReplyText() {}

  public static String clean(String words) {
    String line = CONTROLS.matcher(words).replaceAll(" ").strip();
    if (line.length() > LONGEST) {
      line = begin(line, LONGEST) + "...";
    }
    return line.indexOf('@') < 0 ? line : ADDRESS.matcher(line).replaceAll("$1***@");
  }

  /// The begin of words that are clean, of at most so many characters.
  public static String begin(String words, int most) {
    return words.length() <= most
        ? words
        : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, most)));
  }

  /// As [#clean], with the recipient's local part masked where it stands alone.
  public static String clean(String words, EmailAddress recipient) {
    String line = clean(words);
    String local = recipient.local();
    if (local.length() < 3 || VOCABULARY.contains(local.toLowerCase(Locale.ROOT))) {
      return line;
    }
    Pattern alone =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + Pattern.quote(local) + "(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    String masked = local.substring(0, local.offsetByCodePoints(0, 1)) + "***";
    return alone.matcher(line).replaceAll(Matcher.quoteReplacement(masked));
  }
}
