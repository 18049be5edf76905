package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/// What one claim may take of a warm-up plan's day, in the claim's transaction: what it takes is
/// counted if and only if the claim holds. Without a plan it asks nothing.
final class WarmUpDay {
  private final Handle handle;
  private final LocalDate day;
  private final OptionalInt most;

  WarmUpDay(Handle handle, WarmUp plan, Instant now) {
    this.handle = handle;
    this.day = WarmUp.day(now);
    this.most = plan.most(day);
  }

  /// How many may still be claimed today; from here on other claims of all nodes wait for this one.
  int left() {
    return most.isEmpty()
        ? Integer.MAX_VALUE
        : Math.max(0, most.getAsInt() - handle.attach(ThrottleDao.class).lockTaken(day));
  }

  void take(int mails) {
    if (most.isPresent() && mails > 0) {
      handle.attach(ThrottleDao.class).take(day, mails);
    }
  }

  /// So many that were claimed at `claimedAt` did not leave.
  static void giveBack(Handle handle, Instant claimedAt, int mails) {
    handle.attach(ThrottleDao.class).take(WarmUp.day(claimedAt), -mails);
  }
}
