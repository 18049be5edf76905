package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.MapMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// The table `sunset`, and what is known of readers who may come into it.
interface SunsetDao {
  /// Readers behind `after` who did nothing themselves since then, and were not asked yet.
  @SqlQuery(
      """
      SELECT t.subscriber_id FROM tracked_subscription t
      WHERE t.newsletter_id = :newsletter AND t.subscriber_id > :after AND t.last_act < :silentSince
        AND NOT EXISTS (SELECT 1 FROM sunset s
                        WHERE s.subscriber_id = t.subscriber_id AND s.newsletter_id = t.newsletter_id)
      ORDER BY t.subscriber_id LIMIT :most
      """)
  List<Long> silent(long newsletter, Instant silentSince, long after, int most);

  /// Readers behind `after` who were asked.
  @SqlQuery(
      """
      SELECT subscriber_id FROM sunset WHERE newsletter_id = :newsletter AND subscriber_id > :after
      ORDER BY subscriber_id LIMIT :most
      """)
  List<Long> asked(long newsletter, long after, int most);

  @SqlQuery(
      """
      SELECT subscriber_id, last_act FROM tracked_subscription
      WHERE newsletter_id = :newsletter AND subscriber_id = ANY(:readers)
      """)
  @RegisterConstructorMapper(Act.class)
  List<Act> lastActs(long newsletter, long[] readers);

  @SqlQuery(
      """
      SELECT d.subscriber_id, count(*) AS sent FROM delivery d
      JOIN audience a ON a.edition_id = d.edition_id
      WHERE a.newsletter_id = :newsletter AND d.subscriber_id = ANY(:readers)
        AND d.edition_date >= :from AND CAST(d.state AS integer) = 3
      GROUP BY d.subscriber_id
      """)
  @RegisterConstructorMapper(Sent.class)
  List<Sent> sent(long newsletter, LocalDate from, long[] readers);

  @SqlQuery(
      """
      SELECT subscriber_id, stage, since, days_before, days_set, paused_until FROM sunset
      WHERE newsletter_id = :newsletter AND subscriber_id = ANY(:readers)
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> rows(long newsletter, long[] readers);

  @SqlUpdate(
      """
      INSERT INTO sunset (subscriber_id, newsletter_id, stage, since)
      VALUES (:reader, :newsletter, 'asked', :at)
      ON CONFLICT (subscriber_id, newsletter_id) DO NOTHING
      """)
  int ask(long newsletter, long reader, Instant at);

  @SqlUpdate(
      """
      UPDATE sunset
      SET stage = 'slower', since = :at, days_before = CAST(:before AS smallint[]),
          days_set = CAST(:set AS smallint[])
      WHERE subscriber_id = :reader AND newsletter_id = :newsletter AND stage = 'asked'
      """)
  int slow(
      long newsletter,
      long reader,
      Instant at,
      @Nullable List<Integer> before,
      @Nullable List<Integer> set);

  @SqlUpdate(
      """
      UPDATE sunset SET stage = 'paused', since = :at, paused_until = :until
      WHERE subscriber_id = :reader AND newsletter_id = :newsletter AND stage = 'slower'
      """)
  int pause(long newsletter, long reader, Instant at, Instant until);

  @SqlUpdate("DELETE FROM sunset WHERE subscriber_id = :reader AND newsletter_id = :newsletter")
  int end(long newsletter, long reader);

  @SqlUpdate("DELETE FROM sunset WHERE subscriber_id = :subscriber")
  int forget(long subscriber);

  @SqlQuery(
      """
      SELECT newsletter_id AS newsletter, stage,
        to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
      FROM sunset WHERE subscriber_id = :subscriber ORDER BY newsletter_id
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> held(long subscriber);

  record Act(long subscriberId, Instant lastAct) {}

  record Sent(long subscriberId, long sent) {}

  record Row(
      long subscriberId,
      String stage,
      Instant since,
      @Nullable List<Integer> daysBefore,
      @Nullable List<Integer> daysSet,
      @Nullable Instant pausedUntil) {}
}
