package org.paperround.subscriber;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `preference_change`.
interface ChangeHistoryDao {
  @SqlQuery(
      """
      INSERT INTO preference_change (subscriber_id, newsletter_id, before, at)
      VALUES (:subscriber, :newsletter, :before, :at)
      RETURNING id
      """)
  long add(long subscriber, long newsletter, String before, Instant at);

  @SqlQuery(
      """
      SELECT before FROM preference_change
      WHERE id = :change AND subscriber_id = :subscriber AND newsletter_id = :newsletter
        AND at >= :first
        AND id = (SELECT max(id) FROM preference_change WHERE subscriber_id = :subscriber)
      """)
  Optional<String> before(long change, long subscriber, long newsletter, Instant first);

  @SqlUpdate("DELETE FROM preference_change WHERE subscriber_id = :subscriber")
  int forget(long subscriber);

  @SqlUpdate("DELETE FROM preference_change WHERE at < :first")
  int forgetBefore(Instant first);
}
