package org.paperround.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command that serves end in order on SIGTERM or Ctrl-C: the signal opens a latch, and the
/// JVM waits until the command has closed what it opened, at most fifteen seconds.
final class Stopping {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private Stopping() {}

  static void onSignal(CountDownLatch latch) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stopping")
                .unstarted(() -> {
                  latch.countDown();
                  awaitDone();
                }));
  }

  static void done() {
    DONE.countDown();
  }

  private static void awaitDone() {
    try {
      boolean closed = DONE.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!closed) {
        System.err.println(
            "Not everything closed in time; what was claimed is taken over by another node.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
