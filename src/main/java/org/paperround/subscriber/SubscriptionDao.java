package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// The table `subscription`. Its subscriber is locked by whoever writes, and its newsletter was
/// read: the table has no references that would check it.
@RegisterConstructorMapper(SubscriptionRow.class)
interface SubscriptionDao {
  @SqlQuery(
      """
      SELECT state, hour, days, max_stories, paused_until, request_number, confirmed_at,
             quiet_from, quiet_to, alerts_per_day, alerts_of_followed
      FROM subscription WHERE subscriber_id = :subscriber AND newsletter_id = :newsletter
      """)
  Optional<SubscriptionRow> find(long subscriber, long newsletter);

  default boolean isConfirmed(long subscriber, long newsletter) {
    return find(subscriber, newsletter).filter(SubscriptionRow::confirmed).isPresent();
  }

  @SqlQuery(
      "SELECT EXISTS (SELECT 1 FROM subscription WHERE subscriber_id = :subscriber AND state ="
          + " 'confirmed')")
  boolean anyConfirmed(long subscriber);

  /// Makes the subscription, or starts it anew after its end; a pending one keeps its number, so
  /// that each link sent for it works. A confirmed one stays confirmed.
  @SqlQuery(
      """
      INSERT INTO subscription (subscriber_id, newsletter_id, state, requested_at)
      VALUES (:subscriber, :newsletter, 'pending', :at)
      ON CONFLICT (subscriber_id, newsletter_id) DO UPDATE
      SET request_number = subscription.request_number + CASE subscription.state WHEN 'ended' THEN 1 ELSE 0 END,
          state = CASE subscription.state WHEN 'confirmed' THEN 'confirmed' ELSE 'pending' END,
          requested_at = excluded.requested_at
      RETURNING request_number
      """)
  int request(long subscriber, long newsletter, Instant at);

  @SqlUpdate(
      """
      UPDATE subscription
      SET state = 'confirmed', confirmed_at = :at, ended_at = NULL, ended_cause = NULL,
          ended_edition_id = NULL, undoable = false
      WHERE subscriber_id = :subscriber AND newsletter_id = :newsletter AND state <> 'ended'
      """)
  int confirm(long subscriber, long newsletter, Instant at);

  /// Whether it can be undone; empty when there is nothing to end (any more). Only what was
  /// confirmed can be had back: the right-hand side is the row as it was.
  @SqlQuery(
      """
      UPDATE subscription
      SET state = 'ended', ended_at = :at, ended_cause = :cause, ended_edition_id = :edition,
          undoable = :byPage AND state = 'confirmed'
      WHERE subscriber_id = :subscriber AND newsletter_id = :newsletter AND state <> 'ended'
      RETURNING undoable
      """)
  Optional<Boolean> end(@BindRow End end);

  /// What ended at this instant and can be undone is again as it was; the newsletters.
  @SqlQuery(
      """
      UPDATE subscription
      SET state = 'confirmed', ended_at = NULL, ended_cause = NULL, ended_edition_id = NULL,
          undoable = false
      WHERE subscriber_id = :subscriber AND state = 'ended' AND undoable AND ended_at = :endedAt
      RETURNING newsletter_id
      """)
  List<Long> restore(long subscriber, Instant endedAt);

  /// The newsletters that this reader gets, or has asked for.
  @SqlQuery(
      """
      SELECT newsletter_id FROM subscription
      WHERE subscriber_id = :subscriber AND state <> 'ended' ORDER BY newsletter_id
      """)
  List<Long> open(long subscriber);

  @SqlQuery(
      """
      SELECT newsletter_id FROM subscription
      WHERE subscriber_id = :subscriber AND state = 'confirmed' ORDER BY newsletter_id
      """)
  List<Long> confirmed(long subscriber);

  @SqlQuery(
      """
      UPDATE subscription SET state = 'ended', ended_at = :at, ended_cause = :cause
      WHERE subscriber_id = :subscriber AND state <> 'ended'
      RETURNING newsletter_id
      """)
  List<Long> endAll(long subscriber, String cause, Instant at);

  @SqlUpdate(
      """
      UPDATE subscription
      SET hour = :hour, days = :days, max_stories = :maxStories, paused_until = :pausedUntil,
          quiet_from = :quietFrom, quiet_to = :quietTo, alerts_per_day = :alertsPerDay,
          alerts_of_followed = :alertsOfFollowed
      WHERE subscriber_id = :subscriber AND newsletter_id = :newsletter
      """)
  int change(@BindRow ChangedSubscription changed);

  /// Links that were mailed for a sign-up confirm nothing any more.
  @SqlUpdate(
      "UPDATE subscription SET request_number = request_number + 1 WHERE subscriber_id ="
          + " :subscriber")
  int outdateLinks(long subscriber);

  @SqlUpdate(
      """
      UPDATE subscription SET days = :days, paused_until = :pausedUntil
      WHERE subscriber_id = :subscriber AND newsletter_id = :newsletter
      """)
  int changeRhythm(long subscriber, long newsletter, int days, @Nullable Instant pausedUntil);

  /// `byPage`: its reader may undo it.
  record End(
      long subscriber,
      long newsletter,
      String cause,
      Instant at,
      @Nullable Long edition,
      boolean byPage) {}

  record ChangedSubscription(
      long subscriber,
      long newsletter,
      @Nullable Integer hour,
      int days,
      @Nullable Integer maxStories,
      @Nullable Instant pausedUntil,
      @Nullable Integer quietFrom,
      @Nullable Integer quietTo,
      @Nullable Integer alertsPerDay,
      boolean alertsOfFollowed) {}
}
