package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

interface SettleDao {
  /// Appends what the relay said of each that was tried (`outcome`), changes the rows that these
  /// claims still hold, adds what was `heard` of those to what the node has counted, and returns
  /// whose rows were left alone: most often nobody's. A row that another transmission is known to
  /// have delivered is sent, whatever this one came to. A group that is settled again, because the
  /// answer to its commit was lost, adds and changes nothing. One statement, so that a group of
  /// nothing but accepted mails needs no transaction around it.
  @SqlQuery(
      """
      WITH u AS (
        SELECT * FROM unnest(CAST(:subscribers AS bigint[]), CAST(:nodes AS bigint[]), CAST(:numbers AS smallint[]),
            CAST(:at AS timestamptz[]), CAST(:outcomes AS smallint[]), CAST(:codes AS smallint[]),
            CAST(:enhanced AS text[]), CAST(:replies AS text[]), CAST(:relays AS text[]),
            CAST(:states AS smallint[]), CAST(:reasons AS smallint[]), CAST(:attempts AS smallint[]),
            CAST(:dueAt AS timestamptz[]), CAST(:keepsCards AS boolean[]), CAST(:claimedAt AS timestamptz[]),
            CAST(:heard AS smallint[]))
          AS u (subscriber_id, node_id, number, at, outcome, code, enhanced, reply, relay,
            state, reason, attempts, due_at, keeps_cards, claimed_at, heard)
      ), tried AS (
        INSERT INTO attempt
          (edition_id, subscriber_id, edition_date, node_id, number, at, outcome, code, enhanced, reply, relay)
        SELECT :edition, u.subscriber_id, :date, u.node_id, u.number, u.at, u.outcome, u.code, u.enhanced, u.reply, u.relay
        FROM u WHERE u.outcome IS NOT NULL ON CONFLICT DO NOTHING
      ), changed AS (
        UPDATE delivery d
        SET state = CASE WHEN p.accepted THEN 3 ELSE u.state END, reason = CASE WHEN p.accepted THEN NULL ELSE u.reason END,
            attempts = u.attempts, due_at = coalesce(u.due_at, d.due_at), settled_at = :now,
            cards = CASE WHEN u.keeps_cards OR p.accepted THEN d.cards END,
            updates = CASE WHEN u.keeps_cards OR p.accepted THEN d.updates END,
            reasons = CASE WHEN u.keeps_cards OR p.accepted THEN d.reasons END
        FROM u LEFT JOIN LATERAL (
          SELECT true AS accepted FROM attempt a
          WHERE u.state <> 3 AND a.edition_id = :edition AND a.subscriber_id = u.subscriber_id
            AND a.edition_date = :date AND a.outcome = 0 LIMIT 1) p ON true
        WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date AND d.edition_id = :edition
          AND CAST(d.state AS integer) = 1 AND d.node_id = u.node_id AND d.claimed_at = u.claimed_at
        RETURNING d.subscriber_id, u.heard
      ), counted AS (
        INSERT INTO pulse (edition_id, node_id, answered, bounces, blocks, refusals)
        SELECT :edition, :node, sum(heard & 1), sum((heard >> 1) & 1), sum((heard >> 2) & 1), sum((heard >> 3) & 1)
        FROM changed HAVING sum(heard & 1) > 0 ON CONFLICT (edition_id, node_id) DO UPDATE
        SET answered = pulse.answered + excluded.answered, bounces = pulse.bounces + excluded.bounces,
            blocks = pulse.blocks + excluded.blocks, refusals = pulse.refusals + excluded.refusals
      )
      SELECT u.subscriber_id FROM u WHERE u.subscriber_id NOT IN (SELECT subscriber_id FROM changed)
      """)
  List<Long> settle(@BindRow Group group);

  /// Settlements of one edition, column by column. `node`: who counts them; `outcomes`: null where
  /// nothing was tried; `heard`: [Pulse#bits].
  record Group(
      long edition,
      LocalDate date,
      long node,
      Instant now,
      List<Long> subscribers,
      List<Long> nodes,
      List<Integer> numbers,
      List<String> at,
      List<@Nullable Integer> outcomes,
      List<@Nullable Integer> codes,
      List<@Nullable String> enhanced,
      List<@Nullable String> replies,
      List<@Nullable String> relays,
      List<Integer> states,
      List<@Nullable Integer> reasons,
      List<Integer> attempts,
      List<@Nullable String> dueAt,
      List<Boolean> keepsCards,
      List<String> claimedAt,
      List<Integer> heard) {}
}
