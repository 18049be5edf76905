package org.paperround.delivery;

import java.time.Instant;
import java.util.List;

/// Ends what came too late: a mail nobody wants any more is skipped, never sent (docs/adr/0007).
final class Lateness {
  private final Collaborators with;
  private final ThrottleConfig throttles;

  Lateness(Collaborators with, ThrottleConfig throttles) {
    this.with = with;
    this.throttles = throttles;
  }

  int run(OpenEdition open) {
    Instant now = with.clock().instant();
    if (open.expired(now)) {
      return with.database()
          .jdbi()
          .withExtension(
              UpkeepDao.class,
              dao ->
                  dao.expire(
                      open.id().value(),
                      open.edition().date(),
                      LedgerReason.LATE.code(),
                      LedgerReason.EXPIRED.code(),
                      now));
    }
    DomainGroups groups =
        with.database().jdbi().withHandle(handle -> DomainGroups.read(handle, throttles, now));
    UpkeepDao.LateRule rule =
        new UpkeepDao.LateRule(
            open.id().value(),
            open.edition().date(),
            List.of(Priorities.RING, Priorities.of(open)),
            groups.codes(),
            LedgerReason.LATE.code(),
            now.minus(open.newsletter().lateLimit()),
            now);
    return with.database().jdbi().withExtension(UpkeepDao.class, dao -> dao.skipLate(rule));
  }
}
