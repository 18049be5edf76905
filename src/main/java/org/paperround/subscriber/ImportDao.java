package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// Whole batches as arrays: one round trip per statement, however many readers.
interface ImportDao {
  /// Hashes travel as hexadecimal text.
  @SqlQuery(
      """
      SELECT hash FROM unnest(:hashes) AS given (hash)
      WHERE EXISTS (SELECT 1 FROM suppression WHERE address_hash = decode(hash, 'hex'))
      """)
  List<String> suppressed(String[] hashes);

  @SqlQuery(
      """
      INSERT INTO subscriber (address, address_key, address_hash, domain, name, locale, zone, follows, mutes,
                              tracking_consent, created_at)
      SELECT address, key, decode(hash, 'hex'), domain, name, locale, zone,
             string_to_array(follows, E'\\n'), string_to_array(mutes, E'\\n'), tracking, :at
      FROM unnest(:addresses, :keys, :hashes, :domains, :names, :locales, :zones, :follows, :mutes, :tracking)
        AS imported (address, key, hash, domain, name, locale, zone, follows, mutes, tracking)
      ON CONFLICT (address_key) DO NOTHING
      RETURNING id, address_key
      """)
  @RegisterConstructorMapper(Keyed.class)
  List<Keyed> addSubscribers(@BindRow NewSubscribers subscribers);

  @SqlQuery(
      "SELECT id, address_key FROM subscriber WHERE address_key = ANY(:keys) ORDER BY id FOR"
          + " UPDATE")
  @RegisterConstructorMapper(Keyed.class)
  List<Keyed> lockByKeys(String[] keys);

  /// Of readers without one who are locked, or were added in the same transaction: nobody else can
  /// add it meanwhile.
  @SqlUpdate(
      """
      INSERT INTO subscription (subscriber_id, newsletter_id, state, hour, days, max_stories, paused_until,
                                requested_at, confirmed_at)
      SELECT id, :newsletter, 'confirmed', hour, days, max_stories, CAST(nullif(paused_until, '') AS timestamptz),
             CAST(consent_at AS timestamptz), CAST(consent_at AS timestamptz)
      FROM unnest(:ids, :hours, :days, :maxStories, :pausedUntil, :consentAt)
        AS imported (id, hour, days, max_stories, paused_until, consent_at)
      """)
  int addSubscriptions(@BindRow NewSubscriptions subscriptions);

  /// What these readers have of the newsletter; read after they were locked. Who asked again after
  /// an end has left as long as they have not answered.
  @SqlQuery(
      """
      SELECT subscriber_id,
             CASE WHEN state = 'pending' AND ended_at IS NOT NULL THEN 'ended' ELSE state END AS state
      FROM subscription
      WHERE newsletter_id = :newsletter AND subscriber_id = ANY(:ids)
      """)
  @KeyColumn("subscriber_id")
  @ValueColumn("state")
  Map<Long, String> states(long newsletter, long[] ids);

  /// Those that wait for their reader's answer, of readers who are locked.
  @SqlUpdate(
      """
      UPDATE subscription sn
      SET state = 'confirmed', hour = imported.hour, days = imported.days, max_stories = imported.max_stories,
          paused_until = CAST(nullif(imported.paused_until, '') AS timestamptz),
          confirmed_at = CAST(imported.consent_at AS timestamptz)
      FROM unnest(:ids, :hours, :days, :maxStories, :pausedUntil, :consentAt)
        AS imported (id, hour, days, max_stories, paused_until, consent_at)
      WHERE sn.subscriber_id = imported.id AND sn.newsletter_id = :newsletter AND sn.state = 'pending'
      """)
  int confirm(@BindRow NewSubscriptions subscriptions);

  /// How alerts are wanted, by those who do not want them as everybody does.
  @SqlUpdate(
      """
      UPDATE subscription sn
      SET quiet_from = imported.quiet_from, quiet_to = imported.quiet_to,
          alerts_per_day = imported.per_day, alerts_of_followed = imported.followed
      FROM unnest(:ids, :from, :until, :perDay, :onlyFollowed) AS imported (id, quiet_from, quiet_to, per_day, followed)
      WHERE sn.subscriber_id = imported.id AND sn.newsletter_id = :newsletter
      """)
  void setAlerts(@BindRow Alerts alerts);

  @SqlUpdate("UPDATE subscriber SET text_only = true WHERE id = ANY(:ids)")
  void setTextOnly(long[] ids);

  /// What a reader who gets nothing yet, and chose nothing, is called and interested in.
  @SqlUpdate(
      """
      UPDATE subscriber s
      SET name = CASE WHEN s.name = '' THEN imported.name ELSE s.name END,
          text_only = s.text_only OR imported.text_only,
          follows = string_to_array(imported.follows, E'\\n'), mutes = string_to_array(imported.mutes, E'\\n')
      FROM unnest(:ids, :names, :follows, :mutes, :textOnly) AS imported (id, name, follows, mutes, text_only)
      WHERE s.id = imported.id AND s.follows = '{}' AND s.mutes = '{}'
        AND NOT EXISTS (SELECT 1 FROM subscription sn WHERE sn.subscriber_id = s.id AND sn.state = 'confirmed')
      """)
  int takeInterests(@BindRow Interests interests);

  @SqlUpdate(
      """
      INSERT INTO consent_record (subscriber_id, newsletter_id, event, detail, method, at, locale)
      SELECT id, :newsletter, :event, evidence, 'import', :at, locale
      FROM unnest(:ids, :evidence, :locales) AS imported (id, evidence, locale)
      """)
  void addRecords(
      @Nullable Long newsletter,
      String event,
      Instant at,
      long[] ids,
      String[] evidence,
      String[] locales);

  record Keyed(long id, String addressKey) {}

  /// `pausedUntil`: an empty text for no pause.
  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record NewSubscriptions(
      long newsletter,
      long[] ids,
      Integer[] hours,
      Integer[] days,
      Integer[] maxStories,
      String[] pausedUntil,
      String[] consentAt) {}

  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record Interests(
      long[] ids, String[] names, String[] follows, String[] mutes, Boolean[] textOnly) {}

  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record Alerts(
      long newsletter,
      long[] ids,
      Integer[] from,
      Integer[] until,
      Integer[] perDay,
      Boolean[] onlyFollowed) {}

  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record NewSubscribers(
      String[] addresses,
      String[] keys,
      String[] hashes,
      String[] domains,
      String[] names,
      String[] locales,
      String[] zones,
      String[] follows,
      String[] mutes,
      Boolean[] tracking,
      Instant at) {}
}
