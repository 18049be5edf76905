package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// Looks ahead at an edition's audience, by the rules that freeze it. Kept for a minute, because
/// counting a million readers takes a while. Thread-safe.
final class Forecast {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int EDITIONS = 50;

  private final Collaborators with;
  private final Slots slots;
  private final LoadingCache<Edition, ExpectedAudience> kept =
      Caffeine.newBuilder().maximumSize(EDITIONS).expireAfterWrite(KEPT).build(this::count);

  Forecast(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.slots = new Slots(config.allDueAtOnce());
  }

  ExpectedAudience of(Edition edition) {
    return kept.get(edition);
  }

  private ExpectedAudience count(Edition edition) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    int day = 1 << (edition.date().getDayOfWeek().getValue() - 1);
    List<FreezeDao.Readers> readers =
        with.database()
            .jdbi()
            .withExtension(FreezeDao.class, dao -> dao.readers(newsletter.id().value(), day));
    Slots.Rule times = new Slots.Rule(edition, newsletter, edition.cutOff());
    List<Instant> due =
        readers.stream().map(some -> slots.due(times, some.slot())).sorted().toList();
    return due.isEmpty()
        ? ExpectedAudience.NOBODY
        : new ExpectedAudience(
            readers.stream().mapToLong(FreezeDao.Readers::readers).sum(),
            due.getFirst(),
            due.getLast());
  }
}
