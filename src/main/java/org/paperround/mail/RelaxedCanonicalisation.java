package org.paperround.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The relaxed canonicalisations of RFC 6376 3.4.2 and 3.4.4. Pure but for the digest it feeds.
final class RelaxedCanonicalisation {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] SPACE = {' '};

  private RelaxedCanonicalisation() {}

  /// Feeds the canonical body to `digest` straight from `buffer`: runs of white space become one
  /// space, white space at line ends and empty lines at the end vanish.
  static void digestBody(byte[] buffer, int offset, int length, MessageDigest digest) {
    int end = offset + length;
    while (end > offset && isWhite(buffer[end - 1])) {
      end--;
    }
    int start = offset; // of what is canonical as it stands and not yet digested
    int i = offset;
    while (i < end) {
      byte c = buffer[i];
      boolean blank = c == ' ' || c == '\t';
      if (!blank || (c == ' ' && !isWhite(buffer[i + 1]))) {
        i++;
        continue;
      }
      // buffer[end - 1] is not white, so a run of blanks always ends before `end`.
      digest.update(buffer, start, i - start);
      while (buffer[i] == ' ' || buffer[i] == '\t') {
        i++;
      }
      if (buffer[i] != '\r' && buffer[i] != '\n') {
        digest.update(SPACE);
      }
      start = i;
    }
    if (end > offset) {
      digest.update(buffer, start, end - start);
      digest.update(CRLF);
    }
  }

  private static boolean isWhite(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /// The canonical fields by lower-case name; of several with one name, the last, which is the one
  /// that is signed first (RFC 6376 5.4.2).
  static Map<String, String> fields(byte[] header) {
    String text = new String(header, StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    int begin = 0;
    while (begin < text.length()) {
      int end = fieldEnd(text, begin);
      String field = text.substring(begin, end);
      int colon = field.indexOf(':');
      if (colon > 0) {
        fields.put(field.substring(0, colon).strip().toLowerCase(Locale.ROOT), field(field));
      }
      begin = end;
    }
    return fields;
  }

  /// Past the line break that ends the field at `begin`: the next line does not begin with white
  /// space.
  private static int fieldEnd(String text, int begin) {
    int newline = text.indexOf('\n', begin);
    while (newline >= 0
        && newline + 1 < text.length()
        && (text.charAt(newline + 1) == ' ' || text.charAt(newline + 1) == '\t')) {
      newline = text.indexOf('\n', newline + 1);
    }
    return newline < 0 ? text.length() : newline + 1;
  }

  /// One field in canonical form, ended by CRLF.
  static String field(String field) {
    int colon = field.indexOf(':');
    StringBuilder canonical =
        new StringBuilder(field.length())
            .append(field.substring(0, colon).strip().toLowerCase(Locale.ROOT))
            .append(':');
    boolean space = false;
    boolean begun = false;
    for (int i = colon + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\r' || c == '\n') {
        continue;
      }
      if (c == ' ' || c == '\t') {
        space = begun;
        continue;
      }
      if (space) {
        canonical.append(' ');
        space = false;
      }
      canonical.append(c);
      begun = true;
    }
    return canonical.append("\r\n").toString();
  }
}
