package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

@RegisterConstructorMapper(SourceHubDao.HubRow.class)
interface SourceHubDao {
  /// A subscription, or the wish for one. `leaseEndsAt` is null when the hub has never confirmed
  /// it.
  record HubRow(
      long id,
      long sourceId,
      String hub,
      String topic,
      String state,
      Instant nextAt,
      int attempts,
      @Nullable Instant leaseEndsAt) {
    boolean isLeaving() {
      return state.equals("leaving");
    }
  }

  /// Ends what is not this offer: the source's hub or topic is another now, or there is none.
  @SqlUpdate(
      """
      UPDATE source_hub SET state = 'leaving', attempts = 0, next_at = :now
      WHERE source_id = :source AND state <> 'leaving'
        AND (hub, topic) IS DISTINCT FROM (CAST(:hub AS text), CAST(:topic AS text))
      """)
  int leaveOthers(long source, @Nullable String hub, @Nullable String topic, Instant now);

  @SqlUpdate(
      """
      INSERT INTO source_hub (source_id, hub, topic, state, next_at)
      SELECT :source, :hub, :topic, 'wanted', :now
      WHERE NOT EXISTS (SELECT FROM source_hub WHERE source_id = :source AND state <> 'leaving')
      ON CONFLICT DO NOTHING
      """)
  int want(long source, String hub, String topic, Instant now);

  @SqlUpdate(
      """
      UPDATE source_hub SET state = 'leaving', attempts = 0, next_at = :now
      WHERE state <> 'leaving'
        AND source_id IN (SELECT id FROM source WHERE NOT active OR kind <> 'feed')
      """)
  int leaveEnded(Instant now);

  /// Takes what is due, until `leaseEnd`. It counts as asked from here on: some hubs ask back
  /// before they answer.
  @SqlQuery(
      """
      UPDATE source_hub
      SET next_at = :leaseEnd, state = CASE state WHEN 'wanted' THEN 'asked' ELSE state END
      WHERE id IN (SELECT id FROM source_hub WHERE next_at <= :now
                   ORDER BY next_at, id LIMIT :limit FOR UPDATE SKIP LOCKED)
      RETURNING id, source_id, hub, topic, state, next_at, attempts, lease_ends_at
      """)
  List<HubRow> claimDue(Instant now, Instant leaseEnd, int limit);

  /// Notes how a request went, unless the hub's own question was faster.
  @SqlUpdate(
      """
      UPDATE source_hub SET next_at = :next, attempts = attempts + 1, reason = :reason
      WHERE id = :id AND next_at = :leaseEnd
      """)
  int tried(long id, Instant leaseEnd, Instant next, @Nullable String reason);

  @SqlQuery(
      """
      SELECT id, source_id, hub, topic, state, next_at, attempts, lease_ends_at
      FROM source_hub WHERE id = :id FOR UPDATE
      """)
  Optional<HubRow> locked(long id);

  @SqlQuery("SELECT EXISTS (SELECT FROM source_hub WHERE id = :id AND state <> 'leaving')")
  boolean isHeld(long id);

  @SqlUpdate(
      """
      UPDATE source_hub
      SET state = 'active', lease_ends_at = :leaseEnds, next_at = :renew, attempts = 0, reason = NULL
      WHERE id = :id
      """)
  int verified(long id, Instant leaseEnds, Instant renew);

  @SqlUpdate(
      """
      UPDATE source_hub
      SET state = 'wanted', lease_ends_at = NULL, next_at = :next, reason = :reason
      WHERE id = :id
      """)
  int denied(long id, Instant next, String reason);

  @SqlUpdate("UPDATE source_hub SET pushed_at = :now WHERE id = :id")
  int told(long id, Instant now);

  @SqlUpdate("DELETE FROM source_hub WHERE id = :id")
  int forget(long id);
}
