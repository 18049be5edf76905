package org.paperround.digest;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Where one mail after another is put together, so that none costs a new array. Its octets are
/// good until the next mail begins. For one thread: without the locks of its parent, which cost a
/// sixth of the work, for a mail has hundreds of pieces.
public final class MailBuffer extends ByteArrayOutputStream {
  private static final int USUAL_SIZE = 64 * 1024;

  public MailBuffer() {
    super(USUAL_SIZE);
  }

  /// The first [#size()] of them are the message. Not a copy.
  public byte[] octets() {
    return buf;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void write(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, buf, count, length);
    count += length;
  }

  /// Moves what is there behind `front`.
  void putInFront(byte[] front) {
    if (front.length == 0) {
      return;
    }
    ensure(front.length);
    System.arraycopy(buf, 0, buf, front.length, count);
    System.arraycopy(front, 0, buf, 0, front.length);
    count += front.length;
  }

  private void ensure(int more) {
    if (more > buf.length - count) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + more));
    }
  }
}
