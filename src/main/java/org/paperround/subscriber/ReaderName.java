package org.paperround.subscriber;

/// What readers want to be called, as it is stored. Pure.
public final class ReaderName {
  private static final int LONGEST = 60;

  private ReaderName() {}

  /// One line of visible letters: control characters, line ends and direction marks would travel
  /// into mail headers (mail-standards C5).
  public static String of(String typed) {
    String visible = typed.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]+", " ");
    String plain = visible.replaceAll("\\s+", " ").strip();
    int end = Math.min(LONGEST, plain.codePointCount(0, plain.length()));
    return plain.substring(0, plain.offsetByCodePoints(0, end)).strip();
  }
}
