package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;

/// Looks ahead at who of an edition's audience could be mailed: whoever is paused or suppressed is
/// in the account, but gets nothing. Counting a million readers takes a while: a count is shown for
/// some minutes, and after one of them counted anew beside whoever looks. Thread-safe.
final class Forecast {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int EDITIONS = 50;

  private final Collaborators with;
  private final Slots slots;
  private final LoadingCache<Day, List<FreezeDao.Readers>> kept =
      Caffeine.newBuilder()
          .maximumSize(EDITIONS)
          .refreshAfterWrite(FRESH)
          .expireAfterWrite(KEPT)
          .build(this::count);

  Forecast(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.slots = new Slots(config.allDueAtOnce());
  }

  /// If nobody approves it before its cut-off.
  ExpectedAudience of(Edition edition) {
    return of(edition, edition.cutOff());
  }

  /// If it is approved at this moment, which is its cut-off then unless that is over.
  ExpectedAudience approvedAt(Edition edition, Instant now) {
    Instant cutOff = now.isBefore(edition.cutOff()) ? now : edition.cutOff();
    return of(edition.withCutOff(cutOff), now);
  }

  private ExpectedAudience of(Edition edition, Instant notBefore) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    Slots.Rule times = new Slots.Rule(edition, newsletter, notBefore);
    List<FreezeDao.Readers> readers = kept.get(new Day(newsletter.id(), edition.date()));
    List<Instant> due =
        readers.stream().map(some -> slots.due(times, some.slot())).sorted().toList();
    return due.isEmpty()
        ? ExpectedAudience.NOBODY
        : new ExpectedAudience(
            readers.stream().mapToLong(FreezeDao.Readers::readers).sum(),
            due.getFirst(),
            due.getLast());
  }

  /// Whose pause ends by itself before that day is counted.
  private List<FreezeDao.Readers> count(Day day) {
    Instant begins = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant now = with.clock().instant();
    Instant at = begins.isAfter(now) ? begins : now;
    return with.database()
        .jdbi()
        .withExtension(
            FreezeDao.class,
            dao -> dao.mailable(day.newsletter().value(), FreezeDao.bit(day.date()), at));
  }

  /// Whose readers: those of a newsletter who want it on this day of the week.
  private record Day(NewsletterId newsletter, LocalDate date) {}
}
