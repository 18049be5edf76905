package org.paperround.subscriber;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.platform.database.Database;

/// Chains the consent records of each reader, and makes a root of each day's links (docs/adr/0019).
/// Sealing comes a minute after the act, so that no act waits for it. Thread-safe.
final class ConsentChain {
  /// Readers in one statement.
  private static final int AT_ONCE = 50_000;

  /// Of each kind; more would say no more.
  private static final int FAULTS = 20;

  private final Database database;

  ConsentChain(Database database) {
    this.database = database;
  }

  /// Seals what was recorded since, and makes the roots of the days that are over. Idempotent; does
  /// nothing while another node does it.
  void run() {
    while (database.inTransaction(ConsentChain::sealSome)) {
      // until none is left
    }
  }

  private static boolean sealSome(Handle handle) {
    ConsentChainDao dao = handle.attach(ConsentChainDao.class);
    if (!dao.tryLock()) {
      return false;
    }
    if (dao.seal(AT_ONCE) > 0 || dao.addRoot() > 0) {
      return true;
    }
    dao.advance();
    return false;
  }

  /// Seals all of one reader, in the transaction of `handle`: before an erasure.
  static void seal(Handle handle, SubscriberId subscriber) {
    ConsentChainDao dao = handle.attach(ConsentChainDao.class);
    dao.lock();
    while (dao.sealOf(subscriber.value()) > 0) {
      // one after the other
    }
  }

  List<ConsentRoot> roots(int most) {
    return database.jdbi().withExtension(ConsentChainDao.class, dao -> dao.roots(most));
  }

  /// Makes every hash anew, and compares.
  ConsentProof verify() {
    return database
        .jdbi()
        .withExtension(
            ConsentChainDao.class,
            dao -> {
              List<String> faults = new ArrayList<>();
              dao.changed(FAULTS).forEach(id -> faults.add("record " + id + " was changed"));
              dao.brokenLinks(FAULTS)
                  .forEach(id -> faults.add("the link of record " + id + " was changed"));
              dao.unsealed(FAULTS).forEach(id -> faults.add("record " + id + " was put in later"));
              dao.wrongRoots(FAULTS).forEach(day -> faults.add("the root of " + day + " is wrong"));
              return new ConsentProof(dao.sealed(), faults);
            });
  }
}
