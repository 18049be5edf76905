package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

interface FreezeDao {
  /// False when another node freezes this edition at this moment.
  @SqlQuery(
      "SELECT pg_try_advisory_xact_lock(hashtext('freeze'), hashtext(CAST(:edition AS text)))")
  boolean tryLock(long edition);

  /// 0 when the audience is frozen already.
  @SqlUpdate(
      """
      INSERT INTO audience (edition_id, newsletter_id, edition_date, eligible, frozen_at)
      VALUES (:edition, :newsletter, :date, 0, :at) ON CONFLICT (edition_id) DO NOTHING
      """)
  int open(long edition, long newsletter, LocalDate date, Instant at);

  @SqlQuery(
      """
      SELECT DISTINCT zone, coalesce(hour, -1) AS hour FROM eligible_subscription
      WHERE newsletter_id = :newsletter AND days & :day <> 0
      """)
  @RegisterConstructorMapper(ZoneHour.class)
  List<ZoneHour> zonesAndHours(long newsletter, int day);

  @SqlUpdate(
      """
      INSERT INTO due_slot (edition_id, zone, hour, due_at)
      SELECT :edition, s.zone, s.hour, s.due_at
      FROM unnest(CAST(:zones AS text[]), CAST(:hours AS smallint[]), CAST(:dueAt AS timestamptz[]))
        AS s (zone, hour, due_at)
      ON CONFLICT (edition_id, zone, hour) DO NOTHING
      """)
  int addSlots(long edition, List<String> zones, List<Integer> hours, List<String> dueAt);

  /// The one statement that is the audience. A (zone, hour) that appeared since the slots were made
  /// gets the newsletter's own slot, and soon after the right one from [ReaderChanges]; nobody is
  /// left out for it. Whose quiet hours outlast the edition is skipped with the reason `overslept`.
  @SqlUpdate(
      """
      INSERT INTO delivery
        (subscriber_id, edition_date, edition_id, priority, domain_group, slot, due_at, late_at,
         state, reason, settled_at)
      SELECT es.subscriber_id, :date, :edition, :priority, coalesce(g.code, 0), s.id, s.due_at,
        least(s.due_at + make_interval(secs => :lateSeconds), :expiresAt),
        CASE WHEN s.due_at < :expiresAt THEN 0 ELSE 4 END,
        CASE WHEN s.due_at < :expiresAt THEN NULL ELSE CAST(:overslept AS smallint) END,
        CASE WHEN s.due_at < :expiresAt THEN NULL ELSE CAST(:now AS timestamptz) END
      FROM eligible_subscription es
      LEFT JOIN due_slot own
        ON own.edition_id = :edition AND own.zone = es.zone AND own.hour = coalesce(es.hour, -1)
      JOIN due_slot s ON s.id = coalesce(own.id,
        (SELECT d.id FROM due_slot d
         WHERE d.edition_id = :edition AND d.zone = :defaultZone AND d.hour = -1))
      LEFT JOIN unnest(CAST(:domains AS text[]), CAST(:codes AS smallint[])) AS g (domain, code)
        ON g.domain = lower(es.domain)
      WHERE es.newsletter_id = :newsletter AND es.days & :day <> 0
      """)
  long insert(@BindRow AudienceRule rule);

  @SqlUpdate("UPDATE audience SET eligible = :eligible WHERE edition_id = :edition")
  int count(long edition, long eligible);

  record ZoneHour(String zone, int hour) {}

  /// The parameters of [#insert].
  record AudienceRule(
      long edition,
      LocalDate date,
      long newsletter,
      int day,
      int priority,
      double lateSeconds,
      Instant expiresAt,
      int overslept,
      Instant now,
      String defaultZone,
      List<String> domains,
      List<Integer> codes) {}
}
