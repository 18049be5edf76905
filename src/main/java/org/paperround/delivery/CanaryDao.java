package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// How far the canary ring of an audience is.
interface CanaryDao {
  @SqlQuery(
      """
      SELECT ring, ring_through AS through, watched_from, opened_at,
        EXISTS (SELECT FROM sending_hold) AS held
      FROM audience WHERE edition_id = :edition AND ring > 0
      """)
  @RegisterConstructorMapper(State.class)
  Optional<State> state(long edition);

  /// Whether a row of the ring, due by now or by `through`, has not been tried yet. A row that its
  /// reader moved to a later hour is not waited for.
  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM delivery
          WHERE edition_id = :edition AND edition_date = :date AND priority = :ring
            AND state IN (0, 2) AND state = 0 AND due_at <= greatest(CAST(:through AS timestamptz), :now))
        OR EXISTS (SELECT FROM delivery
          WHERE edition_id = :edition AND edition_date = :date AND priority = :ring AND state = 1)
      """)
  boolean untried(long edition, LocalDate date, int ring, Instant through, Instant now);

  @SqlUpdate(
      """
      UPDATE audience SET watched_from = :now
      WHERE edition_id = :edition AND watched_from IS NULL AND opened_at IS NULL
      """)
  int watch(long edition, Instant now);

  /// After a stop. The bound of the wait stays.
  @SqlUpdate(
      """
      UPDATE audience SET watched_from = :now
      WHERE edition_id = :edition AND watched_from IS NOT NULL AND opened_at IS NULL
      """)
  int watchAnew(long edition, Instant now);

  /// After a hold, for every edition that is with its ring. The wait is bounded by half of the late
  /// limit after `ring_through`; half of what was held since then keeps it within the late limit.
  @SqlUpdate(
      """
      UPDATE audience
      SET watched_from = CASE WHEN watched_from IS NOT NULL THEN CAST(:now AS timestamptz) END,
          ring_through = ring_through + greatest(interval '0',
            CAST(:now AS timestamptz) - greatest(ring_through, CAST(:since AS timestamptz))) / 2
      WHERE closed_at IS NULL AND ring > 0 AND opened_at IS NULL
      """)
  int released(Instant since, Instant now);

  @SqlUpdate(
      """
      UPDATE audience SET opened_at = :now
      WHERE edition_id = :edition AND ring > 0 AND opened_at IS NULL
      """)
  int open(long edition, Instant now);

  /// `held`: that all sending is held.
  record State(
      long ring,
      Instant through,
      @Nullable Instant watchedFrom,
      @Nullable Instant openedAt,
      boolean held) {}
}
