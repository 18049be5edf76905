package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

interface ReaderChangesDao {
  @SqlQuery(
      """
      SELECT coalesce((SELECT max(id) FROM reader_change), 0) > position FROM reader_change_mark
      """)
  boolean behind();

  @SqlQuery("SELECT coalesce(max(id), 0) FROM reader_change")
  long newest();

  /// Locks the mark; empty when another node works on it. `complete`: every change up to the
  /// candidate is visible to the next statement.
  @SqlQuery(
      """
      SELECT position, candidate_at < clock_timestamp() - interval '2 seconds'
        AND candidate_xid <= CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)
        AS complete
      FROM reader_change_mark FOR UPDATE SKIP LOCKED
      """)
  @RegisterConstructorMapper(Mark.class)
  Optional<Mark> lockMark();

  @SqlUpdate(
      """
      UPDATE reader_change_mark
      SET position = candidate, candidate = :newest, candidate_at = clock_timestamp(),
          candidate_xid = CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
      """)
  int advance(long newest);

  /// The last of at most `most` changes after `from`; `newest` where there are no more.
  @SqlQuery(
      """
      SELECT coalesce(max(id), :newest)
      FROM (SELECT id FROM reader_change WHERE id > :from AND id <= :newest ORDER BY id LIMIT :most) c
      """)
  long end(long from, long newest, int most);

  /// Rows that wait and whose readers changed something after `from`, up to `to`.
  @SqlQuery(
      """
      SELECT d.subscriber_id, d.state = 0 AND d.attempts = 0 AS untried, s.zone, s.hour
      FROM (SELECT DISTINCT subscriber_id FROM reader_change WHERE id > :from AND id <= :to) c
      JOIN delivery d ON d.subscriber_id = c.subscriber_id AND d.edition_id = :edition
        AND d.edition_date = :date AND CAST(d.state AS integer) IN (0, 2)
      JOIN due_slot s ON s.id = d.slot
      """)
  @RegisterConstructorMapper(Waiting.class)
  List<Waiting> waiting(long edition, LocalDate date, long from, long to);

  @SqlQuery(
      """
      SELECT subscriber_id, zone, coalesce(hour, -1) AS hour FROM eligible_subscription
      WHERE newsletter_id = :newsletter AND subscriber_id = ANY(CAST(:subscribers AS bigint[]))
      """)
  @RegisterConstructorMapper(Wish.class)
  List<Wish> wishes(long newsletter, List<Long> subscribers);

  /// Gives untried rows the slot their readers wish now; an hour that has passed means now.
  @SqlUpdate(
      """
      UPDATE delivery d
      SET slot = s.id, due_at = greatest(s.due_at, :now),
          late_at = least(greatest(s.due_at, :now) + make_interval(secs => :lateSeconds), :expiresAt)
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:zones AS text[]), CAST(:hours AS smallint[]))
        AS u (subscriber_id, zone, hour)
      JOIN due_slot s ON s.edition_id = :edition AND s.zone = u.zone AND s.hour = u.hour
      WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date AND d.edition_id = :edition
        AND CAST(d.state AS integer) = 0 AND d.attempts = 0 AND d.slot <> s.id
      """)
  int move(@BindRow Moving moving);

  record Mark(long position, boolean complete) {}

  /// `zone` and `hour` are those of the row's present slot.
  record Waiting(long subscriberId, boolean untried, String zone, int hour) {}

  record Wish(long subscriberId, String zone, int hour) {}

  record Moving(
      long edition,
      LocalDate date,
      List<Long> subscribers,
      List<String> zones,
      List<Integer> hours,
      double lateSeconds,
      Instant expiresAt,
      Instant now) {}
}
