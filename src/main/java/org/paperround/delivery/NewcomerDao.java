package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

/// Readers whose confirmation says that an edition follows, and their rows in its ledger.
interface NewcomerDao {
  /// How many confirmations name the edition. Not the newest of them: the planner would look for it
  /// from the end of all records.
  @SqlQuery("SELECT count(*) FROM newcomer WHERE edition_id = :edition")
  long count(long edition);

  /// The zones and hours of those who have no row yet, are subscribed, and want this day.
  @SqlQuery(
      """
      SELECT es.zone, coalesce(es.hour, -1) AS hour, count(*) AS readers
      FROM (SELECT DISTINCT subscriber_id FROM newcomer WHERE edition_id = :edition) n
      JOIN eligible_subscription es
        ON es.subscriber_id = n.subscriber_id AND es.newsletter_id = :newsletter
      WHERE es.days & :day <> 0
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.subscriber_id = n.subscriber_id
          AND d.edition_date = :date AND d.edition_id = :edition)
      GROUP BY es.zone, coalesce(es.hour, -1)
      """)
  @RegisterConstructorMapper(FreezeDao.Readers.class)
  List<FreezeDao.Readers> missing(long edition, LocalDate date, long newsletter, int day);

  /// A row for each of them, due now whatever their hour. Whoever changes the hour later moves the
  /// row, so the slot is that of the hour.
  @SqlUpdate(
      """
      INSERT INTO delivery
        (subscriber_id, edition_date, edition_id, priority, domain_group, slot, due_at, late_at)
      SELECT n.subscriber_id, :date, :edition, :priority, coalesce(g.code, 0), s.id, :now,
        least(CAST(:now AS timestamptz) + make_interval(secs => :lateSeconds), :expiresAt)
      FROM (SELECT DISTINCT subscriber_id FROM newcomer WHERE edition_id = :edition) n
      JOIN eligible_subscription es
        ON es.subscriber_id = n.subscriber_id AND es.newsletter_id = :newsletter
      JOIN due_slot s
        ON s.edition_id = :edition AND s.zone = es.zone AND s.hour = coalesce(es.hour, -1)
      LEFT JOIN unnest(CAST(:domains AS text[]), CAST(:codes AS smallint[])) AS g (domain, code)
        ON g.domain = lower(es.domain)
      WHERE es.days & :day <> 0
      ON CONFLICT (subscriber_id, edition_date, edition_id) DO NOTHING
      """)
  long insert(@BindRow Rule rule);

  /// They belong to the audience, and its account is open.
  @SqlUpdate(
      """
      UPDATE audience SET eligible = eligible + :added, closed_at = NULL
      WHERE edition_id = :edition
      """)
  int enlarge(long edition, long added);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM delivery
        WHERE subscriber_id = :subscriber AND edition_date = :date AND edition_id = :edition)
      """)
  boolean hasRow(long subscriber, LocalDate date, long edition);

  record Rule(
      long edition,
      LocalDate date,
      long newsletter,
      int day,
      int priority,
      double lateSeconds,
      Instant expiresAt,
      Instant now,
      List<String> domains,
      List<Integer> codes) {}
}
