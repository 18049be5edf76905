package org.paperround.delivery;

import java.time.Instant;
import java.util.List;

/// Ends what came too late: a mail nobody wants any more is skipped, never sent (docs/adr/0007).
final class Lateness {
  /// Of a priority and group; what is left is ended by the next tick, which follows at once.
  private static final int AT_ONCE = 5000;

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
          .inLongTransaction(handle ->
              handle
                  .attach(UpkeepDao.class)
                  .expire(
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
            now,
            AT_ONCE);
    return with.database().jdbi().withExtension(UpkeepDao.class, dao -> dao.skipLate(rule));
  }
}
