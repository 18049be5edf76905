package org.paperround.mail;

import java.util.Arrays;

/// Quoted-printable of UTF-8 text (RFC 2045 6.7): lines <= 76, CRLF, `From ` and `.` at a line's
/// begin encoded so that no relay changes the body after signing (mail-standards C6, C10). `=_`
/// never occurs in what it writes, so a boundary with these two characters is always safe. Pure.
public final class QuotedPrintable {
  /// One less than RFC 2045 allows, so that a soft break may follow any line.
  private static final int LINE = 75;

  private static final int INLINE_LINE = 71;

  private QuotedPrintable() {}

  /// Encodes whole text; `\n`, `\r\n` and `\r` become CRLF. Lines are <= 75 but for soft breaks at
  /// their end, so that [#encodeInline] may follow.
  public static byte[] encode(String text) {
    Writer writer = new Writer(text.length() + text.length() / 8 + 16, LINE);
    writer.write(text);
    return writer.bytes();
  }

  /// Encodes a value that is put into a line of its own making: every line of the result is <= 72
  /// and it begins and ends with a soft line break (`=\r\n`), so that it may stand anywhere between
  /// results of [#encode]. Of an empty value, one soft break is left.
  public static byte[] encodeInline(String value) {
    Writer writer = new Writer(value.length() + value.length() / 8 + 16, INLINE_LINE);
    writer.softBreak();
    writer.write(value);
    if (!value.isEmpty()) {
      writer.softBreak();
    }
    return writer.bytes();
  }

  /// Builds lines of at most `limit` characters before their soft break.
  private static final class Writer {
    private static final byte[] HEX = {
      '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };
    private static final String MBOX_FROM = "From ";

    private final int limit;
    private byte[] out;
    private int length;
    private int column;

    Writer(int expected, int limit) {
      this.out = new byte[expected];
      this.limit = limit;
    }

    void write(String text) {
      int i = 0;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c == '\r' || c == '\n') {
          i += text.startsWith("\r\n", i) ? 2 : 1;
          lineBreak();
        } else if (column > 0 && standsForItself(c)) {
          i = writeRun(text, i);
        } else {
          i += writeCodePoint(text, i);
        }
      }
    }

    /// Anywhere but at a line's begin.
    private static boolean standsForItself(char c) {
      return c > ' ' && c < 0x7F && c != '=';
    }

    /// Writes what stands for itself, from `i` as far as the line has room, most often the whole of
    /// a word; returns where it ended.
    private int writeRun(String text, int i) {
      reserve(1);
      if (column == 0) {
        return i + writeCodePoint(text, i);
      }
      int most = Math.min(text.length(), i + limit - column);
      room(most - i);
      int end = i;
      while (end < most && standsForItself(text.charAt(end))) {
        out[length++] = (byte) text.charAt(end++);
      }
      column += end - i;
      return end;
    }

    private int writeCodePoint(String text, int i) {
      int codePoint = text.codePointAt(i);
      if (codePoint < 0x80) {
        writeAscii(text, i, codePoint);
        return 1;
      }
      if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
        codePoint = 0xFFFD; // half of a pair: no bytes can say it
      }
      // A character is never split between lines: some readers decode line by line.
      int size = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      reserve(3 * size);
      if (size == 2) {
        hex(0xC0 | (codePoint >> 6));
      } else if (size == 3) {
        hex(0xE0 | (codePoint >> 12));
        hex(0x80 | ((codePoint >> 6) & 0x3F));
      } else {
        hex(0xF0 | (codePoint >> 18));
        hex(0x80 | ((codePoint >> 12) & 0x3F));
        hex(0x80 | ((codePoint >> 6) & 0x3F));
      }
      hex(0x80 | (codePoint & 0x3F));
      return Character.charCount(text.codePointAt(i));
    }

    private void writeAscii(String text, int i, int c) {
      if (c == ' ' || c == '\t') {
        boolean atEnd = i + 1 == text.length() || isLineBreak(text.charAt(i + 1));
        reserve(atEnd ? 3 : 1);
        write(c, atEnd);
      } else if (c < '!' || c == '=' || c == 0x7F) {
        reserve(3);
        write(c, true);
      } else {
        reserve(1);
        if (column == 0 && (c == '.' || (c == 'F' && mayBeMboxFrom(text, i)))) {
          write(c, true);
        } else {
          write(c, false);
        }
      }
    }

    private static boolean isLineBreak(char c) {
      return c == '\r' || c == '\n';
    }

    /// Also when the text ends inside `From `: what follows it is not known here.
    private static boolean mayBeMboxFrom(String text, int i) {
      int known = Math.min(MBOX_FROM.length(), text.length() - i);
      return text.regionMatches(i, MBOX_FROM, 0, known);
    }

    private void write(int c, boolean encoded) {
      if (encoded) {
        hex(c);
      } else {
        put(c);
        column++;
      }
    }

    private void hex(int octet) {
      put('=');
      put(HEX[octet >> 4]);
      put(HEX[octet & 0xF]);
      column += 3;
    }

    private void reserve(int characters) {
      if (column + characters > limit) {
        softBreak();
      }
    }

    void softBreak() {
      put('=');
      lineBreak();
    }

    private void lineBreak() {
      put('\r');
      put('\n');
      column = 0;
    }

    private void put(int octet) {
      room(1);
      out[length++] = (byte) octet;
    }

    private void room(int octets) {
      if (length + octets > out.length) {
        out = Arrays.copyOf(out, Math.max(out.length * 2, length + octets));
      }
    }

    byte[] bytes() {
      return Arrays.copyOf(out, length);
    }
  }
}
