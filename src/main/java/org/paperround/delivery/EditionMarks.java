package org.paperround.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;

/// The present revision and state of editions, and whether all is held, at most 400 ms old: what a
/// transmission compares with its claim, so that a retracted story is in no mail that starts much
/// later. Thread-safe.
final class EditionMarks {
  private static final Duration FRESH = Duration.ofMillis(400);

  private final Collaborators with;
  private final ConcurrentHashMap<EditionId, Read> read = new ConcurrentHashMap<>();

  EditionMarks(Collaborators with) {
    this.with = with;
  }

  /// True when the edition is as it was claimed and nothing holds it. Throws when the database is
  /// away: then nobody knows, and nothing may start.
  boolean unchanged(Claim.Facts claimed) {
    Editions.Mark wanted = new Editions.Mark(claimed.edition().revision(), EditionState.SENDING);
    return mark(claimed.edition().id()).filter(wanted::equals).isPresent();
  }

  /// Something was decided: what is known is old.
  void forget() {
    read.clear();
  }

  /// Reads it again when it is not fresh, one thread for all.
  private Optional<Editions.Mark> mark(EditionId id) {
    Read known = read.get(id);
    if (known == null || !known.fresh()) {
      known =
          read.compute(id, (_, present) -> present != null && present.fresh() ? present : read(id));
    }
    return known.mark();
  }

  private Read read(EditionId id) {
    long asked = System.nanoTime();
    boolean held =
        with.database().jdbi().withExtension(HoldDao.class, HoldDao::present).isPresent();
    return new Read(held ? Optional.empty() : with.editions().mark(id), asked);
  }

  /// `mark` is empty when nothing of the edition may be sent.
  private record Read(Optional<Editions.Mark> mark, long nanos) {
    boolean fresh() {
      return System.nanoTime() - nanos < FRESH.toNanos();
    }
  }
}
