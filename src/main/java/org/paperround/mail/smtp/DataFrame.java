package org.paperround.mail.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A message as it goes over the wire after DATA: dots at line begins doubled (RFC 5321 4.5.2), a
/// line break at its end, the lone dot; all in one array, so that one write sends it. Used again
/// for other messages of a session. Not thread-safe.
final class DataFrame {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long EIGHTH_BITS = 0x8080808080808080L;
  private static final long DOTS = '.' * ONES;

  private byte[] bytes = new byte[64 * 1024];
  private int size;
  private boolean eightBit;

  void fill(byte[] message, int length) {
    size = 0;
    ensure(length + 5);
    int copied = 0;
    long all = 0;
    int i = 0;
    while (i < length) {
      long eight = i + Long.BYTES <= length ? (long) EIGHT.get(message, i) : DOTS;
      if (!hasDot(eight)) {
        all |= eight;
        i += Long.BYTES;
        continue;
      }
      for (int end = Math.min(length, i + Long.BYTES); i < end; i++) {
        all |= message[i];
        if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) {
          append(message, copied, i - copied);
          append('.');
          copied = i;
        }
      }
    }
    append(message, copied, length - copied);
    eightBit = (all & EIGHTH_BITS) != 0;
    if (length < 2 || message[length - 2] != '\r' || message[length - 1] != '\n') {
      append('\r');
      append('\n');
    }
    append('.');
    append('\r');
    append('\n');
  }

  /// Whether one of the eight octets may be a dot: a zero of `x`, by the borrow that only a zero,
  /// or what stands above one, passes on to its highest bit (Hacker's Delight, 6-1).
  private static boolean hasDot(long eight) {
    long x = eight ^ DOTS;
    return ((x - ONES) & ~x & EIGHTH_BITS) != 0;
  }

  /// Whether the message has octets outside ASCII (RFC 6152).
  boolean eightBit() {
    return eightBit;
  }

  /// Writes the message, and with it what is to be said next.
  void writeTo(OutputStream out, byte[] next) throws IOException {
    ensure(next.length);
    System.arraycopy(next, 0, bytes, size, next.length);
    out.write(bytes, 0, size + next.length);
    out.flush();
  }

  private void append(byte[] from, int offset, int length) {
    ensure(length + 5);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void append(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
