package org.paperround.delivery;

import java.time.Duration;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process's right to send, renewed by heartbeat (docs/adr/0006). Others take over after one
/// whole lease without a heartbeat; we start nothing after half of one, so that a transmission that
/// was just begun has the other half to end. Thread-safe.
final class NodeLease {
  /// No node: nothing may be claimed or sent.
  static final long NONE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

  private final Database database;
  private final DeliveryConfig config;
  private volatile long node = NONE;
  private volatile long renewedNanos;

  NodeLease(Database database, DeliveryConfig config) {
    this.database = database;
    this.config = config;
  }

  /// How often to call [#renew()].
  Duration interval() {
    return config.lease().dividedBy(6);
  }

  /// Registers, renews, or, when others took over meanwhile, registers anew: what was claimed under
  /// the old id is theirs now.
  void renew() {
    // Taken before the statement: the database's clock may have read its time at any moment since.
    long asked = System.nanoTime();
    long present = node;
    if (present != NONE
        && database.jdbi().withExtension(NodeDao.class, dao -> dao.renew(present)) == 1) {
      renewedNanos = asked;
      return;
    }
    if (present != NONE) {
      LOG.warn("Node {} was given up by the others after a silence; it goes on as a new one", node);
      node = NONE;
    }
    long id = database.jdbi().withExtension(NodeDao.class, dao -> dao.register(config.nodeName()));
    renewedNanos = asked;
    node = id;
    LOG.info("This is sending node {} ({})", id, config.nodeName());
  }

  /// The node id while the lease is good, else [#NONE].
  long node() {
    long id = node;
    long age = System.nanoTime() - renewedNanos;
    return age < config.lease().toNanos() / 2 ? id : NONE;
  }

  /// True when a transmission may start for something that `claimedBy` claimed.
  boolean covers(long claimedBy) {
    return claimedBy != NONE && node() == claimedBy;
  }

  /// Ends the lease of a node that holds no claim any more.
  void end() {
    long id = node;
    node = NONE;
    if (id != NONE) {
      database.jdbi().useExtension(NodeDao.class, dao -> dao.stop(id));
    }
  }
}
