package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;

/// How fast editions went out at their best: what is known of the strength of an engine and its
/// relays. Finding out takes a look at a whole edition, so an answer is kept for a minute.
/// Thread-safe.
final class BestMinutes {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int EDITIONS = 50;

  private final Collaborators with;
  private final Cache<EditionId, Double> kept =
      Caffeine.newBuilder().maximumSize(EDITIONS).expireAfterWrite(KEPT).build();

  BestMinutes(Collaborators with) {
    this.with = with;
  }

  /// Mails a second in the best minute of this edition; 0: none went out.
  double perSecond(Edition edition) {
    return kept.get(
        edition.id(),
        id ->
            with.database()
                    .jdbi()
                    .withExtension(
                        SendingProgressDao.class, dao -> dao.bestMinute(id.value(), edition.date()))
                / 60.0);
  }
}
