package org.paperround.digest;

import java.time.Instant;
import org.paperround.edition.Pool;

/// Chooses one reader's cards (design 5.5). Pure: no database, clock or template. Order of rules:
/// retracted, dropped and embargoed never; already received unless changed in substance; mutes beat
/// scores and pins, not must-reads; pins count towards the reader's maximum, only must-reads exceed
/// it; front page before tail; follows before the rest.
public final class Chooser {
  private Chooser() {}

  public static Choice choose(Pool pool, Reader reader, History history, Rules rules, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// The newsletter's limits.
  public record Rules(int minStories, int maxStories) {}
}
