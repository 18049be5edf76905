package org.paperround.delivery;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The nodes, in database time throughout: their own clocks may differ.
interface NodeDao {
  @SqlQuery(
      """
      INSERT INTO node (name, started_at, heartbeat_at)
      VALUES (:name, clock_timestamp(), clock_timestamp()) RETURNING id
      """)
  long register(String name);

  @SqlUpdate(
      "UPDATE node SET heartbeat_at = clock_timestamp() WHERE id = :id AND stopped_at IS NULL")
  int renew(long id);

  @SqlUpdate("UPDATE node SET stopped_at = clock_timestamp() WHERE id = :id AND stopped_at IS NULL")
  int stop(long id);

  /// Held by a claim until it commits: a take-over of the same node waits for it, or it for the
  /// take-over and then finds nothing.
  @SqlQuery("SELECT id FROM node WHERE id = :id AND stopped_at IS NULL FOR SHARE")
  Optional<Long> lockAlive(long id);

  @SqlQuery(
      """
      SELECT id FROM node
      WHERE stopped_at IS NULL AND heartbeat_at < clock_timestamp() - make_interval(secs => :seconds)
      FOR UPDATE SKIP LOCKED
      """)
  List<Long> lockSilent(double seconds);
}
