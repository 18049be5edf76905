package org.paperround.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.paperround.delivery.DryRunFindings;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// How long a dry run of an edition takes over its whole audience: every reader's wishes, what each
/// had in the [MadeUpPortal#DAYS] days before, and the choice.
public final class DryRunBench {
  /// What is aimed at for a million readers on two processors.
  static final Duration MOST_PER_MILLION = Duration.ofSeconds(60);

  public static final int READERS = 1_000_000;

  private DryRunBench() {}

  /// `digests`: how many would get one.
  public record Result(int readers, long digests, Duration taken, long heapMaxMb) {
    public boolean holds() {
      return digests > 0
          && taken.toNanos() <= MOST_PER_MILLION.toNanos() * ((double) readers / READERS);
    }
  }

  /// `engines` makes one on an empty database, `progress` takes a line for who waits.
  public static Result run(int readers, MeasuredEngine.Factory engines, Consumer<String> progress) {
    progress.accept("Making a portal with " + readers + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    try (MeasuredEngine engine = engines.make(MadeUpPortal.SETTINGS, clock::get)) {
      Newsletter newsletter =
          new MadeUpPortal(engine, clock)
              .newsletters(List.of(new MadeUpPortal.Audience("measured", readers)))
              .getFirst();
      Edition edition = engine.editions().build(newsletter, clock.get());
      progress.accept("Choosing for " + readers + " readers");
      HeapPeak heap = HeapPeak.fromNow();
      long begun = System.nanoTime();
      DryRunFindings found = engine.dryRuns().run(edition);
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      return new Result((int) found.readers(), found.digests(), taken, heap.megabytes());
    }
  }
}
