package org.paperround.digest;

import java.io.ByteArrayOutputStream;

/// Non-negative numbers in as few bytes as they need, seven bits each, low bits first. Reading
/// never throws: what is not there or not canonical reads as -1, and so does all after it. Not
/// thread-safe.
final class Varints {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(24);
  private final byte[] in;
  private int at;
  private boolean broken;

  Varints() {
    this(new byte[0]);
  }

  Varints(byte[] in) {
    this.in = in.clone();
  }

  Varints add(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a negative number has no place in a token");
    }
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  long next() {
    long value = 0;
    for (int shift = 0; shift < 63 && at < in.length && !broken; shift += 7) {
      int octet = in[at++];
      value |= (long) (octet & 0x7F) << shift;
      if (octet >= 0) {
        broken = octet == 0 && shift > 0;
        return broken ? -1 : value;
      }
    }
    broken = true;
    return -1;
  }

  /// True when everything was read and all of it was good.
  boolean finished() {
    return !broken && at == in.length;
  }
}
