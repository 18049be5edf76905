package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

interface FreezeDao {
  /// The bit of that day of the week, as subscriptions have it.
  static int bit(LocalDate date) {
    return 1 << (date.getDayOfWeek().getValue() - 1);
  }

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

  /// How many readers there are in each zone with each hour.
  @SqlQuery(
      """
      SELECT zone, coalesce(hour, -1) AS hour, count(*) AS readers FROM eligible_subscription
      WHERE newsletter_id = :newsletter AND days & :day <> 0
      GROUP BY zone, coalesce(hour, -1)
      """)
  @RegisterConstructorMapper(Readers.class)
  List<Readers> readers(long newsletter, int day);

  /// The same of those who could be mailed at that moment: neither paused nor suppressed.
  @SqlQuery(
      """
      SELECT es.zone, coalesce(es.hour, -1) AS hour, count(*) AS readers FROM eligible_subscription es
      WHERE es.newsletter_id = :newsletter AND es.days & :day <> 0
        AND NOT EXISTS (SELECT FROM recipient rc
          WHERE rc.subscriber_id = es.subscriber_id AND rc.newsletter_id = es.newsletter_id
            AND (rc.suppression_reason IS NOT NULL OR rc.paused_until > :at))
      GROUP BY es.zone, coalesce(es.hour, -1)
      """)
  @RegisterConstructorMapper(Readers.class)
  List<Readers> mailable(long newsletter, int day, Instant at);

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
  /// left out for it. Staff of the canary ring get it when it is published, whatever their hour.
  /// Whose turn comes after the edition has ended is skipped with the reason `overslept`.
  @SqlUpdate(
      """
      INSERT INTO delivery
        (subscriber_id, edition_date, edition_id, priority, domain_group, slot, due_at, late_at,
         state, reason, settled_at)
      SELECT es.subscriber_id, :date, :edition,
        CASE WHEN f.staff OR s.due_at < CAST(:ringThrough AS timestamptz)
               OR (s.due_at = CAST(:ringThrough AS timestamptz)
                   AND hashint8extended(es.subscriber_id, :edition) <= :ringMost)
             THEN :ring ELSE :priority END,
        coalesce(g.code, 0), s.id, f.due_at,
        least(f.due_at + make_interval(secs => :lateSeconds), :expiresAt),
        CASE WHEN f.due_at < :expiresAt THEN 0 ELSE 4 END,
        CASE WHEN f.due_at < :expiresAt THEN NULL ELSE CAST(:overslept AS smallint) END,
        CASE WHEN f.due_at < :expiresAt THEN NULL ELSE CAST(:now AS timestamptz) END
      FROM eligible_subscription es
      LEFT JOIN due_slot own
        ON own.edition_id = :edition AND own.zone = es.zone AND own.hour = coalesce(es.hour, -1)
      JOIN due_slot s ON s.id = coalesce(own.id,
        (SELECT d.id FROM due_slot d
         WHERE d.edition_id = :edition AND d.zone = :defaultZone AND d.hour = -1))
      LEFT JOIN unnest(CAST(:domains AS text[]), CAST(:codes AS smallint[])) AS g (domain, code)
        ON g.domain = lower(es.domain)
      CROSS JOIN LATERAL (SELECT lower(es.domain) = ANY(CAST(:staffDomains AS text[]))
          OR es.subscriber_id = ANY(CAST(:staff AS bigint[])) AS staff) p
      CROSS JOIN LATERAL (SELECT p.staff,
          CASE WHEN p.staff THEN :publishedAt ELSE s.due_at END AS due_at) f
      WHERE es.newsletter_id = :newsletter AND es.days & :day <> 0
      """)
  long insert(@BindRow AudienceRule rule, @BindRow First first);

  /// A ring that is everybody has nobody to wait for it.
  @SqlUpdate(
      """
      UPDATE audience SET ring = r.rows, ring_through = CAST(:through AS timestamptz),
        opened_at = CASE WHEN r.rows = :eligible THEN frozen_at END
      FROM (SELECT count(*) AS rows FROM delivery
            WHERE edition_id = :edition AND edition_date = :date AND priority = :ring
              AND state IN (0, 2)) r
      WHERE edition_id = :edition
      """)
  int ring(long edition, LocalDate date, long eligible, int ring, @Nullable Instant through);

  @SqlUpdate("UPDATE audience SET eligible = :eligible WHERE edition_id = :edition")
  int count(long edition, long eligible);

  record ZoneHour(String zone, int hour) {}

  record Readers(String zone, int hour, long readers) {
    ZoneHour slot() {
      return new ZoneHour(zone, hour);
    }
  }

  /// Who is first: as [Ring], and those who belong to the portal. `ringThrough` null: nobody.
  record First(
      int ring,
      @Nullable Instant ringThrough,
      long ringMost,
      Instant publishedAt,
      List<Long> staff,
      List<String> staffDomains) {}

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
