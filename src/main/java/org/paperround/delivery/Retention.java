package org.paperround.delivery;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the ledger for so many months, with all that is only of use beside it: a month that is
/// over goes as a whole, in a moment, by its partitions. What is about to be needed is made ahead.
/// Safe on several nodes at once.
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /// A plan may be made so many days before the date of its edition, which is that of its zone.
  private static final int PLANNED_AHEAD_DAYS = 2;

  private final Collaborators with;
  private final Partitions partitions;
  private final int months;

  Retention(Collaborators with, int months) {
    this.with = with;
    this.partitions = new Partitions(with.database());
    this.months = months;
  }

  /// The account of an edition goes before its rows, so that none is ever seen that does not close.
  void run() {
    LocalDate today = with.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    partitions.ensure(today);
    LocalDate first = YearMonth.from(today).minusMonths(months).atDay(1);
    int editions =
        with.database().inTransaction(handle -> handle.attach(RetentionDao.class).forget(first));
    if (editions > 0) {
      LOG.info("The accounts of {} editions before {} were deleted", editions, first);
    }
    partitions.dropBefore(YearMonth.from(first));
    with.digests()
        .forgetBefore(first.minusDays(PLANNED_AHEAD_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
