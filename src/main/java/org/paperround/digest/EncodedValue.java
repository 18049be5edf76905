package org.paperround.digest;

import org.paperround.mail.QuotedPrintable;

/// A value of a slot as bytes of the mail, as [QuotedPrintable#encodeInline] makes them: `text` as
/// it is, `html` safe in text and double-quoted attributes. Both are made at once, for most mails
/// show both.
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record EncodedValue(byte[] text, byte[] html) {
  static EncodedValue of(String value) {
    return of(value, value);
  }

  /// Shown in another way in the text part.
  static EncodedValue of(String text, String html) {
    byte[] encoded = QuotedPrintable.encodeInline(text);
    String escaped = escaped(html);
    return new EncodedValue(
        encoded, escaped.equals(text) ? encoded : QuotedPrintable.encodeInline(escaped));
  }

  private static String escaped(String value) {
    StringBuilder escaped = null;
    for (int i = 0; i < value.length(); i++) {
      String entity =
          switch (value.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
          };
      if (!entity.isEmpty() && escaped == null) {
        escaped = new StringBuilder(value.length() + 16).append(value, 0, i);
      }
      if (escaped != null) {
        escaped.append(entity.isEmpty() ? String.valueOf(value.charAt(i)) : entity);
      }
    }
    return escaped == null ? value : escaped.toString();
  }
}
