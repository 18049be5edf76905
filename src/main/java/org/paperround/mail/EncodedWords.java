package org.paperround.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// RFC 2047 encoded words of UTF-8 text: at most 75 characters each, whole characters in each, in
/// the shorter of the two encodings. Pure.
final class EncodedWords {
  private static final int MAX = 75;

  /// `=?UTF-8?Q?` and `?=`.
  private static final int FRAME = 12;

  private static final String HEX = "0123456789ABCDEF";

  private EncodedWords() {}

  /// What may stand in a header: white space collapsed to single spaces and trimmed, control
  /// characters, bidi controls, byte order marks and halves of pairs removed.
  static String clean(String value) {
    return PlainAscii.isTidy(value) ? value : cleaned(value);
  }

  private static String cleaned(String value) {
    StringBuilder clean = new StringBuilder(value.length());
    boolean space = false;
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x2028 || c == 0x2029) {
        space = true;
      } else if (!isRemoved(c)) {
        clean.append(space && !clean.isEmpty() ? " " : "").appendCodePoint(c);
        space = false;
      }
    }
    return clean.toString();
  }

  private static boolean isRemoved(int c) {
    return Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.SURROGATE
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || c == 0xFEFF;
  }

  /// Nothing to encode, and nothing that a reader would take for an encoded word.
  static boolean isPlainAscii(String value) {
    return PlainAscii.isPrintable(value) && !value.contains("=?");
  }

  /// The words that decode to `value`, to be joined by folding white space. `first`: how long the
  /// first may be, so that it fits on the line of its field's name.
  static List<String> encode(String value, int first) {
    boolean base64 = base64Size(value) < quotedSize(value);
    List<String> words = new ArrayList<>();
    int room = Math.min(MAX, first) - FRAME;
    int start = 0;
    while (start < value.length()) {
      int end = fitting(value, start, room, base64);
      if (end == start && room < MAX - FRAME) {
        // The name of the field leaves no room: the first word goes to the next line.
        end = fitting(value, start, MAX - FRAME, base64);
      }
      words.add(word(value.substring(start, end), base64));
      start = end;
      room = MAX - FRAME;
    }
    return words;
  }

  private static int fitting(String value, int start, int room, boolean base64) {
    int end = start;
    int octets = 0;
    int quoted = 0;
    while (end < value.length()) {
      int c = value.codePointAt(end);
      octets += utf8Length(c);
      quoted += quotedLength(c);
      if ((base64 ? (octets + 2) / 3 * 4 : quoted) > room) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  private static String word(String value, boolean base64) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (base64) {
      return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
    StringBuilder word = new StringBuilder("=?UTF-8?Q?");
    for (byte octet : bytes) {
      int c = octet & 0xFF;
      if (c == ' ') {
        word.append('_');
      } else if (isSafe(c)) {
        word.append((char) c);
      } else {
        word.append('=').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return word.append("?=").toString();
  }

  private static int base64Size(String value) {
    return (value.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4;
  }

  private static int quotedSize(String value) {
    return value.codePoints().map(EncodedWords::quotedLength).sum();
  }

  private static int quotedLength(int c) {
    return c == ' ' || isSafe(c) ? 1 : 3 * utf8Length(c);
  }

  private static int utf8Length(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  /// RFC 2047 5 (3), the narrowest set, good in a phrase too.
  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '!'
        || c == '*'
        || c == '+'
        || c == '-'
        || c == '/';
  }
}
