package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

/// The table `subscriber`.
@RegisterConstructorMapper(SubscriberRow.class)
interface SubscriberDao {
  @SqlUpdate(
      """
      INSERT INTO subscriber (address, address_key, address_hash, domain, name, locale, zone, created_at)
      VALUES (:address, :key, :hash, :domain, :name, :locale, :zone, :at)
      ON CONFLICT (address_key) DO NOTHING
      """)
  int add(@BindRow NewSubscriber subscriber);

  @SqlQuery(
      """
      SELECT id, address, name, locale, zone, follows, mutes, tracking_consent, text_only, erased_at
      FROM subscriber WHERE address_key = :key FOR UPDATE
      """)
  Optional<SubscriberRow> lockByKey(String key);

  @SqlQuery(
      """
      SELECT id, address, name, locale, zone, follows, mutes, tracking_consent, text_only, erased_at
      FROM subscriber WHERE id = :id FOR UPDATE
      """)
  Optional<SubscriberRow> lock(long id);

  @SqlQuery(
      """
      SELECT id, address, name, locale, zone, follows, mutes, tracking_consent, text_only, erased_at
      FROM subscriber WHERE id = :id
      """)
  Optional<SubscriberRow> find(long id);

  /// Unless the reader was erased.
  default Optional<SubscriberRow> lockPresent(long id) {
    return lock(id).filter(row -> !row.erased());
  }

  @SqlQuery("SELECT id FROM subscriber WHERE address_key = :key")
  Optional<Long> idByKey(String key);

  @SqlQuery("SELECT id FROM subscriber WHERE id = ANY(:ids) FOR UPDATE SKIP LOCKED")
  List<Long> lockUnlocked(long[] ids);

  /// In one order, so that two who lock several do not wait for each other.
  @SqlQuery("SELECT id FROM subscriber WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<Long> lockAll(long[] ids);

  /// A reader who has nothing yet takes the language and zone of the latest form.
  @SqlUpdate("UPDATE subscriber SET locale = :locale, zone = :zone WHERE id = :id")
  void relocate(long id, String locale, String zone);

  @SqlUpdate(
      """
      UPDATE subscriber
      SET name = :name, locale = :locale, zone = :zone, follows = :follows, mutes = :mutes,
          tracking_consent = :trackingConsent, text_only = :textOnly
      WHERE id = :id
      """)
  int change(@BindRow ChangedSubscriber changed);

  /// Nobody has it any more; what else is held of its reader goes with the next purge ([Rights]).
  @SqlUpdate(
      """
      UPDATE subscriber SET address = NULL, address_key = NULL, address_hash = NULL, domain = '',
          tracking_consent = false
      WHERE id = :id
      """)
  void giveUpAddress(long id);

  @SqlUpdate(
      """
      UPDATE subscriber
      SET address = :address, address_key = :key, address_hash = :hash, domain = :domain
      WHERE id = :id
      """)
  void move(long id, String address, String key, byte[] hash, String domain);

  /// What a first contact stores.
  @SuppressWarnings("ArrayRecordComponent") // bound, never compared
  record NewSubscriber(
      String address,
      String key,
      byte[] hash,
      String domain,
      String name,
      String locale,
      String zone,
      Instant at) {}

  record ChangedSubscriber(
      long id,
      String name,
      String locale,
      String zone,
      List<String> follows,
      List<String> mutes,
      boolean trackingConsent,
      boolean textOnly) {}
}
