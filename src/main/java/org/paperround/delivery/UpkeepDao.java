package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

/// What the tick does to rows that wait, and to the claims of dead nodes.
interface UpkeepDao {
  @SqlQuery("SELECT edition_id FROM audience WHERE closed_at IS NULL ORDER BY edition_id")
  List<Long> openAudiences();

  /// Ends rows never tried and now too late, at most `most` of a priority and group. Per priority
  /// and group, so that it is a walk over the beginning of the index of due rows, which `dueBefore`
  /// (now less the late limit) bounds; else all that wait would be walked over. A row whose last
  /// transmission has no known outcome stays honest: uncertain.
  @SqlUpdate(
      """
      UPDATE delivery d
      SET state = CASE WHEN d.cards IS NULL THEN 4 ELSE 7 END,
          reason = CASE WHEN d.cards IS NULL THEN CAST(:reason AS smallint) END, settled_at = :now
      FROM unnest(CAST(:priorities AS smallint[])) AS p (priority)
      CROSS JOIN unnest(CAST(:groups AS smallint[])) AS g (code)
      CROSS JOIN LATERAL (
        SELECT r.subscriber_id FROM delivery r
        WHERE r.priority = p.priority AND r.domain_group = g.code AND r.edition_id = :edition
          AND r.edition_date = :date AND r.state IN (0, 2) AND r.due_at <= :dueBefore
          AND r.state = 0 AND r.late_at < :now
        ORDER BY r.due_at LIMIT :most) late
      WHERE d.subscriber_id = late.subscriber_id AND d.edition_date = :date
        AND d.edition_id = :edition AND CAST(d.state AS integer) = 0 AND d.late_at < :now
      """)
  int skipLate(@BindRow LateRule rule);

  /// Everything that still waits when the edition has expired: what was never tried is late, what
  /// was tried has failed, or is uncertain where the last answer never came.
  @SqlUpdate(
      """
      UPDATE delivery
      SET state = CASE WHEN cards IS NOT NULL THEN 7 WHEN state = 0 THEN 4 ELSE 6 END,
          reason = CASE WHEN cards IS NOT NULL THEN NULL
                        WHEN state = 0 THEN CAST(:late AS smallint) ELSE CAST(:expired AS smallint) END,
          settled_at = :now
      WHERE edition_id = :edition AND edition_date = :date AND state IN (0, 2)
      """)
  int expire(long edition, LocalDate date, int late, int expired, Instant now);

  /// What ended nodes still hold, looked for between the ids of living ones: by itself the planner
  /// reads all that those hold, each second. `OFFSET 0` keeps it to one step down the index each.
  @SqlQuery(
      """
      SELECT DISTINCT d.edition_id, d.edition_date
      FROM (
        SELECT id, lag(id, 1, CAST(0 AS bigint)) OVER (ORDER BY id) AS before
        FROM (SELECT id FROM node WHERE stopped_at IS NULL
              UNION ALL SELECT 9223372036854775807) AS n) AS living
      CROSS JOIN LATERAL (
        SELECT edition_id, edition_date FROM delivery
        WHERE state = 1 AND node_id > living.before AND node_id < living.id OFFSET 0) AS d
      """)
  @RegisterConstructorMapper(Orphaned.class)
  List<Orphaned> orphaned();

  /// Takes the claims of ended nodes back. A transmission that is known to have been accepted was
  /// sent; any other may have been, so its cards stay in the reader's history. `state` is 0 (send
  /// again, with the same Message-ID) or 7 (until a person decides).
  @SqlQuery(
      """
      WITH taken AS (
        UPDATE delivery d
        SET state = CASE WHEN EXISTS (SELECT FROM attempt a WHERE a.edition_id = d.edition_id
                           AND a.subscriber_id = d.subscriber_id AND a.edition_date = d.edition_date
                           AND a.outcome = 0)
                         THEN 3
                         WHEN :state = 0 AND d.attempts > 0 THEN 2
                         ELSE :state END,
            settled_at = :now, due_at = :now
        WHERE d.edition_id = :edition AND d.edition_date = :date AND d.state = 1
          AND d.node_id IN (SELECT id FROM node WHERE stopped_at IS NOT NULL)
        RETURNING d.claimed_at, CAST(d.state AS integer) IN (0, 2) AS again)
      SELECT claimed_at, again, count(*) AS mails FROM taken GROUP BY claimed_at, again
      """)
  @RegisterConstructorMapper(TakenBack.class)
  List<TakenBack> takeBack(long edition, LocalDate date, int state, Instant now);

  /// Whether rows of the edition wait (`due, claimed or deferred`). The order makes it one step
  /// down the index: with statistics from before the run the planner would look for one by reading
  /// all.
  @SqlQuery(
      """
      SELECT (SELECT due_at FROM delivery
          WHERE edition_id = :edition AND edition_date = :date AND state IN (0, 2)
          ORDER BY priority, domain_group, due_at LIMIT 1) IS NOT NULL
        OR EXISTS (SELECT FROM delivery
          WHERE edition_id = :edition AND edition_date = :date AND state = 1)
      """)
  boolean waits(long edition, LocalDate date);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM delivery
        WHERE edition_id = :edition AND edition_date = :date AND state = 7)
      """)
  boolean uncertain(long edition, LocalDate date);

  @SqlUpdate(
      "UPDATE audience SET closed_at = :now WHERE edition_id = :edition AND closed_at IS NULL")
  int close(long edition, Instant now);

  record Orphaned(long editionId, LocalDate editionDate) {}

  /// `again`: they are sent again.
  record TakenBack(Instant claimedAt, boolean again, int mails) {}

  /// The parameters of [#skipLate].
  record LateRule(
      long edition,
      LocalDate date,
      List<Integer> priorities,
      List<Integer> groups,
      int reason,
      Instant dueBefore,
      Instant now,
      int most) {}
}
