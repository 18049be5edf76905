package org.paperround.subscriber;

import java.util.regex.Pattern;
import org.paperround.mail.PlainAscii;

/// What readers want to be called, as it is stored. Pure.
public final class ReaderName {
  private static final int LONGEST = 60;
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private ReaderName() {}

  /// One line of visible letters: control characters, line ends and direction marks would travel
  /// into mail headers (mail-standards C5).
  public static String of(String typed) {
    if (isPlain(typed)) {
      return typed;
    }
    String visible = INVISIBLE.matcher(typed).replaceAll(" ");
    String plain = SPACES.matcher(visible).replaceAll(" ").strip();
    int end = Math.min(LONGEST, plain.codePointCount(0, plain.length()));
    return plain.substring(0, plain.offsetByCodePoints(0, end)).strip();
  }

  /// As most are.
  private static boolean isPlain(String typed) {
    return typed.length() <= LONGEST && PlainAscii.isTidy(typed);
  }
}
