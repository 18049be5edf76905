package org.paperround.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// Sends one edition to its end.
final class Sending {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Sending() {}

  /// `taken`: from the frozen ledger to the last settled row.
  record Sent(Edition edition, Duration taken, long heapMaxMb, String signer, boolean closed) {}

  /// Sends an edition of what there is now to all readers of a newsletter.
  static Sent send(MeasuredEngine engine, Newsletter newsletter) {
    Edition edition = MadeUpPortal.approved(engine, newsletter, engine.clock().instant());
    engine.deliveries().tick();
    long eligible = account(engine, edition).eligible();
    HeapPeak heap = HeapPeak.fromNow();
    long begun = System.nanoTime();
    engine.sending().run();
    await(engine, eligible);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    Account account = account(engine, edition);
    boolean closed = account.closed() && account.sent() == eligible;
    return new Sent(edition, taken, heap.megabytes(), engine.signer(), closed);
  }

  private static Account account(MeasuredEngine engine, Edition edition) {
    return engine
        .deliveries()
        .account(edition.id())
        .orElseThrow(() -> new IllegalStateException("the audience was not frozen"));
  }

  /// Waits until so many deliveries are settled.
  static void await(MeasuredEngine engine, long eligible) {
    long settled = 0;
    long movedNanos = System.nanoTime();
    while (settled < eligible) {
      LockSupport.parkNanos(POLL.toNanos());
      long now = engine.settled().getAsLong();
      if (now > settled) {
        settled = now;
        movedNanos = System.nanoTime();
      } else if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "nothing was settled for a minute, " + settled + " of " + eligible + " are");
      }
    }
  }
}
