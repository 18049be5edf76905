package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.MapMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// What is held of one person, and how it goes. Times are ISO 8601 in UTC.
interface RightsDao {
  @SqlQuery(
      """
      SELECT address, name, locale AS language, zone, array_to_string(follows, ', ') AS follows,
        array_to_string(mutes, ', ') AS mutes, tracking_consent, text_only,
        to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS known_since
      FROM subscriber WHERE id = :subscriber
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> person(long subscriber);

  @SqlQuery(
      """
      SELECT n.slug AS newsletter, s.state, s.hour, s.days AS days_as_bits, s.max_stories,
        to_char(s.paused_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS paused_until,
        s.quiet_from, s.quiet_to, s.alerts_per_day, s.alerts_of_followed,
        to_char(s.requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS requested_at,
        to_char(s.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS confirmed_at,
        to_char(s.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended_at,
        s.ended_cause, s.ended_edition_id AS ended_after_edition
      FROM subscription s JOIN newsletter_name n ON n.id = s.newsletter_id
      WHERE s.subscriber_id = :subscriber ORDER BY n.slug
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> subscriptions(long subscriber);

  @SqlQuery(
      """
      SELECT to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, r.event,
        n.slug AS newsletter, r.detail, r.method, w.text AS wording, r.locale AS language,
        r.source_url, r.network_prefix AS network, r.edition_id AS edition
      FROM consent_record r
      LEFT JOIN newsletter_name n ON n.id = r.newsletter_id
      LEFT JOIN consent_wording w ON w.id = r.wording_id
      WHERE r.subscriber_id = :subscriber ORDER BY r.id
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> consents(long subscriber);

  @SqlQuery(
      """
      SELECT r.at, r.event, r.detail, r.method, n.name AS newsletter, w.text AS wording,
        r.source_url, r.network_prefix
      FROM consent_record r
      LEFT JOIN newsletter_name n ON n.id = r.newsletter_id
      LEFT JOIN consent_wording w ON w.id = r.wording_id
      WHERE r.subscriber_id = :subscriber ORDER BY r.id DESC LIMIT :most OFFSET :skipped
      """)
  @RegisterConstructorMapper(Receipt.class)
  List<Receipt> receipts(long subscriber, int skipped, int most);

  @SqlQuery(
      """
      SELECT address,
        to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS requested_at
      FROM address_change WHERE subscriber_id = :subscriber
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> addressChanges(long subscriber);

  @SqlQuery(
      """
      SELECT u.reason, to_char(u.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since,
        u.evidence
      FROM suppression u JOIN subscriber s ON s.address_hash = u.address_hash
      WHERE s.id = :subscriber
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> suppressions(long subscriber);

  /// Readers with a sign-up that waits since before then, in their order behind `after`.
  @SqlQuery(
      """
      SELECT DISTINCT subscriber_id FROM subscription
      WHERE state = 'pending' AND requested_at < :before AND subscriber_id > :after
      ORDER BY subscriber_id LIMIT :most
      """)
  List<Long> unconfirmed(Instant before, long after, int most);

  @SqlQuery("SELECT id FROM subscriber WHERE address IS NULL AND erased_at IS NULL ORDER BY id")
  List<Long> givenUp();

  /// Who had left, and asked again in vain, has left.
  @SqlUpdate(
      """
      UPDATE subscription SET state = 'ended'
      WHERE subscriber_id = :subscriber AND state = 'pending' AND requested_at < :before
        AND ended_at IS NOT NULL
      """)
  int leaveAgain(long subscriber, Instant before);

  @SqlUpdate(
      """
      DELETE FROM subscription
      WHERE subscriber_id = :subscriber AND state = 'pending' AND requested_at < :before
      """)
  int dropUnconfirmed(long subscriber, Instant before);

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM subscription WHERE subscriber_id = :subscriber)")
  boolean hasSubscription(long subscriber);

  /// Why somebody left, or was shut out, is a word of ours and stays: reports count it.
  @SqlUpdate(
      """
      UPDATE consent_record
      SET erased_at = :at, salt = NULL, method = '', locale = '', wording_id = NULL,
          source_url = NULL, network_prefix = NULL, edition_id = NULL,
          detail = CASE WHEN event IN ('ended', 'suppressed', 'unsuppressed') THEN detail ELSE '' END
      WHERE subscriber_id = :subscriber AND erased_at IS NULL
      """)
  int blankConsents(long subscriber, Instant at);

  @SqlUpdate(
      """
      UPDATE subscription
      SET hour = NULL, days = 127, max_stories = NULL, paused_until = NULL, quiet_from = NULL,
          quiet_to = NULL, alerts_per_day = NULL, alerts_of_followed = false,
          ended_edition_id = NULL, undoable = false
      WHERE subscriber_id = :subscriber
      """)
  int blankSubscriptions(long subscriber);

  @SqlUpdate(
      """
      UPDATE subscriber
      SET address = NULL, address_key = NULL, address_hash = NULL, domain = '', name = '',
          locale = 'en', zone = 'UTC', follows = '{}', mutes = '{}', tracking_consent = false,
          text_only = false,
          erased_at = :at
      WHERE id = :subscriber
      """)
  int blankSubscriber(long subscriber, Instant at);

  @SqlUpdate(
      """
      UPDATE suppression SET evidence = ''
      WHERE address_hash = (SELECT address_hash FROM subscriber WHERE id = :subscriber)
      """)
  int blankEvidence(long subscriber);
}
