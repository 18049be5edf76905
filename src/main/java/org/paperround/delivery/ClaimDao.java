package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// Statements that name their readers cast the state, here and in the other DAOs of the ledger: it
/// keeps the planner, whose statistics are always behind a run, from the indexes of due and of
/// claimed rows, which it takes for nearly empty and would walk over whole.
interface ClaimDao {
  /// The earliest due row per edition, priority and domain group: what there is to claim. One step
  /// down the index for each. While an edition is with its canary ring, only that is looked for.
  @SqlQuery(
      """
      SELECT e.id AS edition_id, p.priority, g.code AS domain_group, h.due_at
      FROM unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:priorities AS smallint[]))
        AS e (id, date, priority)
      JOIN audience a ON a.edition_id = e.id
      CROSS JOIN LATERAL unnest(CASE WHEN a.ring = 0 THEN ARRAY[e.priority]
          WHEN a.opened_at IS NULL THEN ARRAY[CAST(:ring AS smallint)]
          ELSE ARRAY[CAST(:ring AS smallint), e.priority] END) AS p (priority)
      CROSS JOIN unnest(CAST(:groups AS smallint[])) AS g (code)
      CROSS JOIN LATERAL (
        SELECT d.due_at FROM delivery d
        WHERE d.priority = p.priority AND d.domain_group = g.code AND d.edition_id = e.id
          AND d.edition_date = e.date AND d.state IN (0, 2) AND d.due_at <= :now
        ORDER BY d.due_at LIMIT 1) h
      """)
  @RegisterConstructorMapper(Head.class)
  List<Head> heads(
      List<Long> editions,
      List<String> dates,
      List<Integer> priorities,
      int ring,
      List<Integer> groups,
      Instant now);

  /// Locks due rows of one edition, the longest due first in each group, at most as many of each as
  /// `limits` says. One edition has one row per reader.
  @SqlQuery(
      """
      SELECT d.subscriber_id, g.code AS domain_group, d.state, d.attempts, d.late_at, d.handed_over,
        d.subject
      FROM unnest(CAST(:groups AS smallint[]), CAST(:limits AS integer[])) AS g (code, most)
      CROSS JOIN LATERAL (
        SELECT r.subscriber_id, r.state, r.attempts, r.late_at, r.cards IS NOT NULL AS handed_over,
          CASE WHEN r.revision >= :worded THEN r.subject_variant END AS subject
        FROM delivery r
        WHERE r.priority = :priority AND r.domain_group = g.code AND r.edition_id = :edition
          AND r.edition_date = :date AND r.state IN (0, 2) AND r.due_at <= :now
        ORDER BY r.due_at LIMIT g.most
        FOR UPDATE SKIP LOCKED) d
      """)
  @RegisterConstructorMapper(Picked.class)
  List<Picked> pick(@BindRow Pick pick);

  /// How many rows of `priority` these readers have had, or may have had, each since its own
  /// instant; a reader without any is not in it.
  @SqlQuery(
      """
      SELECT d.subscriber_id AS reader, count(*) AS rows
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:since AS timestamptz[]))
        AS u (subscriber_id, since)
      JOIN delivery d ON d.subscriber_id = u.subscriber_id
      WHERE d.edition_date >= :oldest AND d.priority = :priority AND d.edition_id <> :edition
        AND d.cards IS NOT NULL AND d.claimed_at >= u.since
      GROUP BY d.subscriber_id
      """)
  @KeyColumn("reader")
  @ValueColumn("rows")
  Map<Long, Integer> alertsSince(
      long edition, LocalDate oldest, int priority, List<Long> subscribers, List<String> since);

  /// Writes what was chosen; `cards`, `updates` and `reasons` are array literals. What a mail had
  /// that may have arrived is kept beside it.
  @SqlUpdate(
      """
      UPDATE delivery d
      SET state = 1, node_id = :node, claimed_at = :now, settled_at = NULL, revision = :revision,
          plan_id = u.plan_id, cards = CAST(u.cards AS smallint[]),
          earlier = CASE WHEN d.cards IS NULL THEN d.earlier
            ELSE ARRAY(SELECT DISTINCT had FROM unnest(d.earlier || d.cards) AS had) END,
          updates = CAST(u.updates AS smallint[]), reasons = CAST(u.reasons AS text[]),
          tracked = u.tracked, subject_variant = u.subject
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:plans AS bigint[]), CAST(:cards AS text[]),
             CAST(:updates AS text[]), CAST(:reasons AS text[]), CAST(:tracked AS boolean[]),
             CAST(:variants AS smallint[]))
        AS u (subscriber_id, plan_id, cards, updates, reasons, tracked, subject)
      WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date AND d.edition_id = :edition
        AND CAST(d.state AS integer) IN (0, 2)
      """)
  int claim(@BindRow Chosen chosen);

  /// Puts rows off without counting a transmission, so that they do not stand in front of others.
  @SqlUpdate(
      """
      UPDATE delivery SET due_at = :until
      WHERE subscriber_id = ANY(CAST(:subscribers AS bigint[])) AND edition_date = :date
        AND edition_id = :edition AND CAST(state AS integer) IN (0, 2)
      """)
  int postpone(long edition, LocalDate date, List<Long> subscribers, Instant until);

  /// Puts rows into the groups that their domains belong to now.
  @SqlUpdate(
      """
      UPDATE delivery d SET domain_group = u.code
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:codes AS smallint[])) AS u (subscriber_id, code)
      WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date
        AND d.edition_id = :edition AND CAST(d.state AS integer) IN (0, 2)
      """)
  int regroup(long edition, LocalDate date, List<Long> subscribers, List<Integer> codes);

  record Head(long editionId, int priority, int domainGroup, Instant dueAt) {}

  record Pick(
      long edition,
      LocalDate date,
      int priority,
      List<Integer> groups,
      List<Integer> limits,
      int worded,
      Instant now) {}

  /// `handedOver`: an earlier transmission of this row may have arrived; `subject`: which of the
  /// edition's present subjects it was claimed with before.
  record Picked(
      long subscriberId,
      int domainGroup,
      int state,
      int attempts,
      Instant lateAt,
      boolean handedOver,
      @Nullable Integer subject) {}

  record Chosen(
      long edition,
      LocalDate date,
      long node,
      Instant now,
      int revision,
      List<Long> subscribers,
      List<Long> plans,
      List<String> cards,
      List<@Nullable String> updates,
      List<String> reasons,
      List<Boolean> tracked,
      List<Integer> variants) {}
}
