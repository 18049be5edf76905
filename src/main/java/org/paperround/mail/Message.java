package org.paperround.mail;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A finished message in two parts, as DKIM wants it: the header section without the empty line,
/// and what follows that line.
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Message(byte[] header, byte[] body) {
  /// Splits at the empty line.
  static Message split(byte[] whole) {
    for (int i = 0; i + 3 < whole.length; i++) {
      if (whole[i] == '\r'
          && whole[i + 1] == '\n'
          && whole[i + 2] == '\r'
          && whole[i + 3] == '\n') {
        return new Message(
            Arrays.copyOf(whole, i + 2), Arrays.copyOfRange(whole, i + 4, whole.length));
      }
    }
    throw new IllegalArgumentException("a message without an empty line");
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
