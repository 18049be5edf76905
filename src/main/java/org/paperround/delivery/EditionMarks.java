package org.paperround.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;

/// The present revision and state of editions, at most 400 ms old: what a transmission compares
/// with its claim, so that a retracted story is in no mail that starts much later. Thread-safe.
final class EditionMarks {
  private static final Duration FRESH = Duration.ofMillis(400);

  private final Editions editions;
  private final ConcurrentHashMap<EditionId, Read> read = new ConcurrentHashMap<>();

  EditionMarks(Editions editions) {
    this.editions = editions;
  }

  /// Reads it again when it is not fresh, one thread for all. Throws when the database is away:
  /// then nobody knows, and nothing may start.
  Optional<Editions.Mark> mark(EditionId id) {
    Read known = read.get(id);
    if (known == null || !known.fresh()) {
      known =
          read.compute(id, (_, present) -> present != null && present.fresh() ? present : read(id));
    }
    return known.mark();
  }

  /// Something was decided: what is known is old.
  void forget() {
    read.clear();
  }

  private Read read(EditionId id) {
    long asked = System.nanoTime();
    return new Read(editions.mark(id), asked);
  }

  private record Read(Optional<Editions.Mark> mark, long nanos) {
    boolean fresh() {
      return System.nanoTime() - nanos < FRESH.toNanos();
    }
  }
}
