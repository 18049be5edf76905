package org.paperround.platform.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a command that serves end in order on SIGTERM or Ctrl-C: the signal opens a latch, and the
/// JVM waits until the command has closed what it opened, at most ten seconds: more it would need
/// only while the database is away.
public final class Stopping {
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private Stopping() {}

  /// Opens `latch` when the process is told to stop; it then waits for [#done()].
  public static void onSignal(CountDownLatch latch) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stopping")
                .unstarted(() -> {
                  latch.countDown();
                  awaitDone();
                }));
  }

  /// Everything is closed: the process may end.
  public static void done() {
    DONE.countDown();
  }

  private static void awaitDone() {
    try {
      boolean closed = DONE.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!closed) {
        LOG.warn("Not everything closed in time; what was claimed is taken over by another node");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
