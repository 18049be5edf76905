package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of which this node does not know whether it holds them: the answer to a commit was lost, or
/// its lease ran out.
interface DoubtDao {
  /// Waits until whoever writes these rows has ended. The next statement sees what they wrote.
  @SqlQuery(
      """
      SELECT subscriber_id FROM delivery
      WHERE subscriber_id = ANY(CAST(:subscribers AS bigint[])) AND edition_date = :date
        AND edition_id = :edition
      ORDER BY subscriber_id FOR UPDATE
      """)
  List<Long> lock(long edition, LocalDate date, List<Long> subscribers);

  /// A relay accepted these, but others had taken the rows over meanwhile. Unless one is being sent
  /// again at this moment, it is sent: the truth beats what was decided without knowing it.
  @SqlUpdate(
      """
      UPDATE delivery d
      SET state = 3, reason = NULL, settled_at = :now, cards = coalesce(d.cards, CAST(u.cards AS smallint[]))
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:cards AS text[])) AS u (subscriber_id, cards)
      WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date AND d.edition_id = :edition
        AND d.state NOT IN (1, 3)
      """)
  int acceptElsewhere(
      long edition, LocalDate date, List<Long> subscribers, List<String> cards, Instant now);
}
