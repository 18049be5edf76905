package org.paperround.mail;

/// What most texts in headers and names are, so that they need neither cleaning nor encoding. Pure.
public final class PlainAscii {
  private PlainAscii() {}

  /// Nothing but letters, signs and spaces of ASCII.
  public static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /// Printable, with single spaces between words and none around them.
  public static boolean isTidy(String text) {
    return isPrintable(text)
        && !text.startsWith(" ")
        && !text.endsWith(" ")
        && !text.contains("  ");
  }
}
