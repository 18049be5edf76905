package org.paperround.delivery;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the monthly partitions that an edition needs. In a transaction of its own, before the
/// freeze: a new partition locks its parent, and a freeze takes long.
final class Partitions {
  private static final List<Parent> PARENTS =
      List.of(new Parent("delivery", Parent.WITH_ROOM), new Parent("attempt", Parent.FULL));

  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private final Database database;

  Partitions(Database database) {
    this.database = database;
  }

  /// Makes those of this day's month and the next where absent; so the turn of a month finds them
  /// there. Safe on several nodes at once.
  void ensure(LocalDate day) {
    List<YearMonth> months = List.of(YearMonth.from(day), YearMonth.from(day).plusMonths(1));
    List<String> names = months.stream().flatMap(Partitions::names).toList();
    boolean complete =
        database.jdbi().withExtension(PartitionDao.class, dao -> dao.missing(names)).isEmpty();
    if (!complete) {
      months.forEach(month -> PARENTS.forEach(parent -> create(parent, month)));
    }
  }

  /// Lets the database count what is in this day's part of the ledger: what came a moment ago it
  /// takes for little, and would search it anew for each reader.
  void analyze(LocalDate day) {
    String name = name("delivery", YearMonth.from(day));
    database.jdbi().useExtension(PartitionDao.class, dao -> dao.analyze(name));
  }

  /// Drops what is of months before `first`. A table that is in use at this moment stays until the
  /// next time: nobody is kept waiting for long behind us.
  void dropBefore(YearMonth first) {
    for (Parent parent : PARENTS) {
      String oldestKept = name(parent.name(), first);
      List<String> names =
          database.jdbi().withExtension(PartitionDao.class, dao -> dao.partitions(parent.name()));
      // Names of one parent are in the order of their months.
      names.stream().filter(name -> name.compareTo(oldestKept) < 0).forEach(this::drop);
    }
  }

  private void drop(String name) {
    try {
      database.useTransaction(handle -> {
        PartitionDao dao = handle.attach(PartitionDao.class);
        dao.lock();
        dao.waitNoLongerThanASecond();
        dao.drop(name);
      });
      LOG.info("{} was dropped: it is older than delivery.keep-months", name);
    } catch (UnableToExecuteStatementException e) {
      LOG.info("{} is in use, it is dropped later: {}", name, e.getMessage());
    }
  }

  /// One table per transaction, so that no lock is held while another is waited for.
  private void create(Parent parent, YearMonth month) {
    String name = name(parent.name(), month);
    database.useTransaction(handle -> {
      PartitionDao dao = handle.attach(PartitionDao.class);
      dao.lock();
      if (dao.exists(name)) {
        return;
      }
      dao.create(name, parent.name(), parent.fillFactor());
      dao.attach(
          name,
          parent.name(),
          "'" + month.atDay(1) + "'",
          "'" + month.plusMonths(1).atDay(1) + "'");
    });
  }

  private static Stream<String> names(YearMonth month) {
    return PARENTS.stream().map(parent -> name(parent.name(), month));
  }

  private static String name(String parent, YearMonth month) {
    return String.format(
        Locale.ROOT, "%s_%04d_%02d", parent, month.getYear(), month.getMonthValue());
  }

  /// A parted table; `fillFactor`: how many hundredths of a page new rows may fill.
  private record Parent(String name, int fillFactor) {
    /// A row of the ledger grows when it is claimed. Where pages are filled, the short rows of a
    /// new edition are strewn over what earlier ones left free, one or two to a page, and each
    /// claim reads and logs a page of its own.
    static final int WITH_ROOM = 70;

    static final int FULL = 100;
  }
}
