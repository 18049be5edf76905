package org.paperround.mail.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads SMTP replies (RFC 5321 4.2) from bytes that come in any pieces: several lines, bare codes,
/// lines too long. A reply that is cut is no reply. Not thread-safe.
final class ReplyReader {
  /// A server's reply with its words as they came, lines joined by spaces.
  record Raw(int code, @Nullable String enhanced, String text) {
    boolean isPositive() {
      return code / 100 == 2;
    }
  }

  private static final int LONGEST_LINE = 2048;
  private static final int MOST_LINES = 128;
  private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s|$)");

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int position;
  private int limit;
  private final byte[] line = new byte[LONGEST_LINE];

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /// Whether the server has said something that was not asked for.
  boolean hasUnread() throws IOException {
    return position < limit || in.available() > 0;
  }

  /// Reads one whole reply.
  ///
  /// @throws EOFException when the connection ends before the reply does
  /// @throws ProtocolException when this is not SMTP
  Raw read() throws IOException {
    StringBuilder text = new StringBuilder();
    String enhanced = null;
    for (int count = 0; count < MOST_LINES; count++) {
      String read = readLine();
      int code = code(read);
      String words = read.length() > 4 ? read.substring(4).strip() : "";
      Matcher matcher = ENHANCED.matcher(words);
      if (matcher.lookingAt()) {
        enhanced = enhanced == null ? matcher.group(1) : enhanced;
        words = words.substring(matcher.end()).strip();
      }
      text.append(text.isEmpty() || words.isEmpty() ? "" : " ").append(words);
      if (read.length() == 3 || read.charAt(3) == ' ') {
        return new Raw(code, enhanced, text.toString());
      }
    }
    throw new ProtocolException("a reply of more than " + MOST_LINES + " lines");
  }

  private static int code(String line) throws ProtocolException {
    boolean sound =
        line.length() >= 3
            && line.charAt(0) >= '2'
            && line.charAt(0) <= '5'
            && isDigit(line.charAt(1))
            && isDigit(line.charAt(2))
            && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
    if (!sound) {
      throw new ProtocolException("an answer that is not SMTP");
    }
    return Integer.parseInt(line.substring(0, 3));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String readLine() throws IOException {
    int length = 0;
    while (true) {
      if (position == limit) {
        fill();
      }
      byte octet = buffer[position++];
      if (octet == '\n') {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.UTF_8);
      }
      if (length < LONGEST_LINE) {
        line[length++] = octet;
      }
    }
  }

  private void fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    if (read < 0) {
      throw new EOFException("the connection was closed");
    }
    position = 0;
    limit = read;
  }
}
