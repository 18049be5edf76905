package org.paperround.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;

/// Looks ahead at who an alert would reach. A reader's day is the newsletter's here, not that of
/// the reader's own zone, which the claim looks at.
final class AlertForecast {
  private static final int DAYS = 2;

  private final Collaborators with;

  AlertForecast(Collaborators with) {
    this.with = with;
  }

  AlertAudience of(Newsletter newsletter, StoryId story) {
    Instant now = with.clock().instant();
    long had = LetterAudience.expected(with, newsletter.id(), story);
    return with.database().jdbi().withHandle(handle -> of(handle, newsletter, had, now));
  }

  private static AlertAudience of(Handle handle, Newsletter newsletter, long had, Instant now) {
    List<FreezeDao.Readers> readers =
        handle
            .attach(FreezeDao.class)
            .mailable(
                newsletter.id().value(),
                FreezeDao.bit(now.atZone(newsletter.zone()).toLocalDate()),
                now);
    long asleep =
        readers.stream()
            .filter(some -> sleep(some, newsletter.zone(), now))
            .mapToLong(FreezeDao.Readers::readers)
            .sum();
    long tired =
        handle
            .attach(AlertForecastDao.class)
            .tired(
                newsletter.id().value(),
                newsletter.alerts().perDay(),
                Priorities.ALERT,
                now.atZone(newsletter.zone()).toLocalDate().minusDays(DAYS),
                AlertLimits.began(newsletter.zone(), now),
                now);
    long all = readers.stream().mapToLong(FreezeDao.Readers::readers).sum();
    return new AlertAudience(all - tired, tired, had, asleep);
  }

  private static boolean sleep(FreezeDao.Readers some, ZoneId fallback, Instant now) {
    return DueTime.isQuietHours(some.hour())
        && DueTime.isQuiet(
            now, DueTime.zone(some.zone(), fallback), DueTime.quietHours(some.hour()));
  }
}
