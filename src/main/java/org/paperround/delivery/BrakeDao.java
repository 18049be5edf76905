package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

interface BrakeDao {
  /// Counts a mail that came back, while the account is open; not when it was sent before the
  /// edition was stopped and went on, for what was counted then is not counted any more. Node 0 is
  /// none.
  @SqlUpdate(
      """
      INSERT INTO pulse (edition_id, node_id, answered, bounces, blocks, refusals)
      SELECT a.edition_id, 0, :answered, :bounces, :blocks, :refusals
      FROM audience a
      WHERE a.edition_id = :edition AND a.closed_at IS NULL
        AND NOT EXISTS (SELECT FROM brake b WHERE b.edition_id = a.edition_id AND b.since >= :sentAt)
      ON CONFLICT (edition_id, node_id) DO UPDATE
      SET bounces = pulse.bounces + excluded.bounces, blocks = pulse.blocks + excluded.blocks,
          refusals = pulse.refusals + excluded.refusals
      """)
  int countReturned(long edition, @BindRow Pulse pulse, Instant sentAt);

  @SqlQuery("SELECT stopped, braked_at, reason FROM brake WHERE edition_id = :edition")
  @RegisterConstructorMapper(State.class)
  Optional<State> state(long edition);

  /// What has come of the edition since it began or went on; complaints are of readers who got it,
  /// about this newsletter or nobody knows which.
  @SqlQuery(
      """
      SELECT p.answered - coalesce(b.answered, 0) AS answered,
        p.bounces - coalesce(b.bounces, 0) AS bounces, p.blocks - coalesce(b.blocks, 0) AS blocks,
        p.refusals - coalesce(b.refusals, 0) AS refusals,
        (SELECT count(DISTINCT c.subscriber_id) FROM complaint c
         JOIN delivery d ON d.subscriber_id = c.subscriber_id AND d.edition_date = :date
           AND d.edition_id = :edition AND CAST(d.state AS integer) = 3
         WHERE c.at > coalesce(b.since, a.frozen_at)
           AND (c.newsletter_id IS NULL OR c.newsletter_id = a.newsletter_id)) AS complaints
      FROM audience a
      LEFT JOIN brake b ON b.edition_id = a.edition_id
      CROSS JOIN LATERAL (
        SELECT coalesce(CAST(sum(u.answered) AS bigint), 0) AS answered,
          coalesce(CAST(sum(u.bounces) AS bigint), 0) AS bounces,
          coalesce(CAST(sum(u.blocks) AS bigint), 0) AS blocks,
          coalesce(CAST(sum(u.refusals) AS bigint), 0) AS refusals
        FROM pulse u WHERE u.edition_id = a.edition_id) p
      WHERE a.edition_id = :edition
      """)
  @RegisterConstructorMapper(Brake.Counts.class)
  Optional<Brake.Counts> counts(long edition, LocalDate date);

  /// It is stopped; `reason` is the engine's, null when somebody else did it.
  @SqlUpdate(
      """
      INSERT INTO brake
        (edition_id, stopped, since, answered, bounces, blocks, refusals, braked_at, reason)
      VALUES (:edition, true, :now, 0, 0, 0, 0,
        CASE WHEN CAST(:reason AS text) IS NOT NULL THEN CAST(:now AS timestamptz) END, :reason)
      ON CONFLICT (edition_id) DO UPDATE
      SET stopped = true, braked_at = excluded.braked_at, reason = excluded.reason
      WHERE NOT brake.stopped
      """)
  int stopped(long edition, @Nullable String reason, Instant now);

  /// It goes on: from here on everything is counted anew.
  @SqlUpdate(
      """
      UPDATE brake b
      SET stopped = false, since = :now, braked_at = NULL, reason = NULL,
          answered = p.answered, bounces = p.bounces, blocks = p.blocks, refusals = p.refusals
      FROM (SELECT coalesce(sum(answered), 0) AS answered, coalesce(sum(bounces), 0) AS bounces,
              coalesce(sum(blocks), 0) AS blocks, coalesce(sum(refusals), 0) AS refusals
            FROM pulse WHERE edition_id = :edition) p
      WHERE b.edition_id = :edition AND b.stopped
      """)
  int goesOn(long edition, Instant now);

  record State(boolean stopped, @Nullable Instant brakedAt, @Nullable String reason) {}
}
