package org.paperround.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;

/// Sends one edition to its end.
final class Sending {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Sending() {}

  /// `taken`: from the frozen ledger to the last settled row.
  record Sent(Edition edition, Duration taken, long heapMaxMb, String signer, boolean closed) {}

  /// Sends an edition of what there is now to all readers of a newsletter, by an engine that sends
  /// nothing yet.
  static Sent send(MeasuredEngine engine, Newsletter newsletter) {
    return send(engine, newsletter, engine.sending());
  }

  /// The same by an engine that has been sending: all is held while the audience is frozen.
  static Sent sendNext(MeasuredEngine engine, Newsletter newsletter) {
    engine.deliveries().hold("the audience is frozen first", StaffActor.CLI);
    return send(engine, newsletter, () -> engine.deliveries().release(StaffActor.CLI));
  }

  private static Sent send(MeasuredEngine engine, Newsletter newsletter, Runnable begin) {
    Edition edition = MadeUpPortal.approved(engine, newsletter, engine.clock().instant());
    long eligible = frozen(engine, edition);
    long before = engine.settled().getAsLong();
    HeapPeak heap = HeapPeak.fromNow();
    long begun = System.nanoTime();
    begin.run();
    await(engine, before + eligible);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    Account account = account(engine, edition);
    boolean closed = account.closed() && account.sent() == eligible;
    return new Sent(edition, taken, heap.megabytes(), engine.signer(), closed);
  }

  /// Freezes the audience, or waits for the engine's own tick to do so; how many readers are in it.
  private static long frozen(MeasuredEngine engine, Edition edition) {
    engine.deliveries().tick();
    long begun = System.nanoTime();
    while (engine.deliveries().account(edition.id()).isEmpty()
        && System.nanoTime() - begun < PATIENCE.toNanos()) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    return account(engine, edition).eligible();
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
