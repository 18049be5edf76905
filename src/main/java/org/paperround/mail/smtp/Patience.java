package org.paperround.mail.smtp;

import java.io.IOException;
import java.net.Socket;

/// Ends a session whose server keeps us waiting for too long, by closing its socket. It stands in
/// for the time limits of reads, each of which costs two more system calls, and holds for writes,
/// which have none. A wait may last a quarter longer than it should, at most a second. For one
/// thread that waits; [#close] may be called by any.
final class Patience implements AutoCloseable {
  private static final int MOST_BETWEEN_LOOKS_MILLIS = 1000;

  private final Socket socket;
  private final Thread watch;
  private long endNanos;
  private volatile boolean waiting;
  private volatile boolean over;

  /// `socket`: the one under TLS, whose end waits for nobody; `shortestMillis`: of the waits to
  /// come.
  Patience(Socket socket, int shortestMillis) {
    this.socket = socket;
    int betweenLooks = Math.clamp(shortestMillis / 4, 1, MOST_BETWEEN_LOOKS_MILLIS);
    this.watch = Thread.ofVirtual().name("relay-patience").start(() -> watch(betweenLooks));
  }

  /// From now on the server may keep us waiting for so long.
  void begin(int millis) {
    endNanos = System.nanoTime() + millis * 1_000_000L;
    waiting = true;
  }

  void end() {
    waiting = false;
  }

  /// Whether it is this that closed the socket.
  boolean isOver() {
    return over;
  }

  private void watch(int betweenLooksMillis) {
    try {
      while (!over) {
        Thread.sleep(betweenLooksMillis);
        if (waiting && System.nanoTime() - endNanos > 0) {
          over = true;
          socket.close();
        }
      }
    } catch (InterruptedException | IOException e) {
      // The session is over anyhow.
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
