package org.paperround.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// How long it takes to freeze the audience of an edition: a row in the ledger for each reader, due
/// at the hour that the reader chose, in the reader's zone.
public final class AudienceBench {
  /// What is aimed at for a million readers on two processors.
  static final Duration MOST_PER_MILLION = Duration.ofSeconds(20);

  public static final int READERS = 1_000_000;

  private static final Duration FOLLOWED = Duration.ofSeconds(3);

  private AudienceBench() {}

  public record Result(int readers, Duration taken, long heapMaxMb, boolean whole) {
    public boolean holds() {
      return whole && taken.toNanos() <= MOST_PER_MILLION.toNanos() * ((double) readers / READERS);
    }
  }

  /// `engines` makes one on an empty database, `progress` takes a line for who waits.
  public static Result run(int readers, MeasuredEngine.Factory engines, Consumer<String> progress) {
    progress.accept("Making a portal with " + readers + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    try (MeasuredEngine engine = engines.make(MadeUpPortal.SETTINGS, clock::get)) {
      Newsletter newsletter =
          new MadeUpPortal(engine, clock)
              .newsletter(new MadeUpPortal.Audience("measured", readers));
      follow(engine);
      Edition edition = MadeUpPortal.approved(engine, newsletter, clock.get());
      HeapPeak heap = HeapPeak.fromNow();
      long begun = System.nanoTime();
      engine.deliveries().tick();
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      Account account = engine.deliveries().account(edition.id()).orElseThrow();
      return new Result(
          readers,
          taken,
          heap.megabytes(),
          account.eligible() == readers && account.waiting() == readers);
    }
  }

  /// A running engine has followed what readers changed, here the import, some seconds later.
  private static void follow(MeasuredEngine engine) {
    engine.deliveries().tick();
    LockSupport.parkNanos(FOLLOWED.toNanos());
    engine.deliveries().tick();
  }
}
