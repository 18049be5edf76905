package org.paperround.mail;

/// Quoted-printable of UTF-8 text (RFC 2045 6.7): lines <= 76, CRLF, `From ` and `.` at a line's
/// begin encoded so that no relay changes the body after signing (mail-standards C6, C10).
public final class QuotedPrintable {
  private QuotedPrintable() {}

  /// Encodes whole text; `\n` and `\r\n` become CRLF.
  public static byte[] encode(String text) {
    throw new UnsupportedOperationException();
  }

  /// Encodes a value that is put into a line of its own making: every line of the result is <= 72
  /// and it begins and ends with a soft line break (`=\r\n`), so that it may stand anywhere.
  public static byte[] encodeInline(String value) {
    throw new UnsupportedOperationException();
  }
}
