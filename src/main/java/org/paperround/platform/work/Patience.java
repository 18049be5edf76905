package org.paperround.platform.work;

import java.io.Closeable;
import java.io.IOException;

/// Closes a connection whose other end keeps us waiting for too long. It stands in for the time
/// limits of reads, each of which costs two more system calls, and holds for writes, which have
/// none (docs/adr/0035). A wait may last longer than it should by a quarter of the shortest one.
/// One thread waits at a time; [#close] may be called by any.
public final class Patience implements AutoCloseable {
  private final Closeable connection;
  private final Thread watch;
  private long endNanos;
  private volatile boolean waiting;
  private volatile boolean over;

  /// `connection`: its end must wait for nobody, so under TLS the socket that carries it;
  /// `shortestMillis`: of the waits to come.
  public Patience(String name, Closeable connection, int shortestMillis) {
    this.connection = connection;
    int betweenLooks = Math.max(1, shortestMillis / 4);
    this.watch = Thread.ofVirtual().name(name).start(() -> watch(betweenLooks));
  }

  /// From now on the other end may keep us waiting for so long.
  public void begin(int millis) {
    endNanos = System.nanoTime() + millis * 1_000_000L;
    waiting = true;
  }

  /// It answered, or took what was written.
  public void end() {
    waiting = false;
  }

  /// Whether a wait was too long, and the connection is closed for that.
  public boolean isOver() {
    return over;
  }

  private void watch(int betweenLooksMillis) {
    try {
      while (!over) {
        Thread.sleep(betweenLooksMillis);
        if (waiting && System.nanoTime() - endNanos > 0) {
          over = true;
          connection.close();
        }
      }
    } catch (InterruptedException | IOException e) {
      // The connection is over anyhow.
    }
  }

  /// Watches no more. Leaves the connection as it is.
  @Override
  public void close() {
    watch.interrupt();
  }
}
