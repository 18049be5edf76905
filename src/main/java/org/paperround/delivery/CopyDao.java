package org.paperround.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `digest_copy`.
interface CopyDao {
  /// Zero where the last copy is of after `before`.
  @SqlUpdate(
      """
      INSERT INTO digest_copy AS c (subscriber_id, edition_id, copied_at)
      VALUES (:subscriber, :edition, :now)
      ON CONFLICT (subscriber_id, edition_id) DO UPDATE SET copied_at = excluded.copied_at
      WHERE c.copied_at <= :before
      """)
  int note(long subscriber, long edition, Instant now, Instant before);

  @SqlQuery(
      "SELECT copied_at FROM digest_copy WHERE subscriber_id = :subscriber AND edition_id ="
          + " :edition")
  Optional<Instant> last(long subscriber, long edition);
}
