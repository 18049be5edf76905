package org.paperround.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.paperround.mail.Outbox;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Rights;
import org.paperround.tracking.Tracking;
import org.paperround.tracking.TrackingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes by its age (docs/reference/retention.md), but for the ledger, which delivery keeps.
/// Idempotent, safe on several nodes at once.
final class Purge {
  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
  private static final Duration MAILS_KEPT = Duration.ofDays(90);

  private final Rights rights;
  private final Tracking tracking;
  private final TrackingConfig clicks;
  private final Outbox outbox;
  private final Staff staff;
  private final InstantSource clock;

  Purge(
      Rights rights,
      Tracking tracking,
      TrackingConfig clicks,
      Outbox outbox,
      Staff staff,
      InstantSource clock) {
    this.rights = rights;
    this.tracking = tracking;
    this.clicks = clicks;
    this.outbox = outbox;
    this.staff = staff;
    this.clock = clock;
  }

  void run() {
    Instant now = clock.instant();
    int spent = rights.forgetSpent(now);
    int people = rights.forgetUnconfirmed(now) + rights.forgetGivenUp(now);
    long clicked =
        tracking.forgetBefore(
            now.atZone(ZoneOffset.UTC).minusMonths(clicks.keepMonths()).toInstant());
    long mails = outbox.forgetBefore(now.minus(MAILS_KEPT));
    int signIns = staff.forgetSpent(now);
    if (spent + people + clicked + mails + signIns > 0) {
      LOG.info(
          "Removed by age: {} people who never confirmed, {} undone or spent changes, {} clicks,"
              + " {} settled mails, {} links and sessions of staff",
          people,
          spent,
          clicked,
          mails,
          signIns);
    }
  }
}
