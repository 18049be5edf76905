package org.paperround.subscriber;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `address_change`; its subscriber is locked by whoever writes.
interface AddressChangeDao {
  /// The last one asked for counts; links of those before do nothing.
  @SqlQuery(
      """
      INSERT INTO address_change (subscriber_id, address, address_key, domain, requested_at)
      VALUES (:subscriber, :address, :key, :domain, :at)
      ON CONFLICT (subscriber_id) DO UPDATE
      SET address = excluded.address, address_key = excluded.address_key, domain = excluded.domain,
          number = DEFAULT, requested_at = excluded.requested_at
      RETURNING number
      """)
  int ask(long subscriber, String address, String key, String domain, Instant at);

  @SqlQuery(
      """
      SELECT address FROM address_change
      WHERE subscriber_id = :subscriber AND number = :number
      """)
  Optional<String> find(long subscriber, int number);

  @SqlUpdate("DELETE FROM address_change WHERE subscriber_id = :subscriber")
  int forget(long subscriber);

  /// Wherever this reader's address was asked for by others.
  @SqlUpdate(
      """
      DELETE FROM address_change
      WHERE address_key = (SELECT address_key FROM subscriber WHERE id = :subscriber)
      """)
  int forgetAddressOf(long subscriber);

  @SqlUpdate("DELETE FROM address_change WHERE requested_at < :first")
  int forgetBefore(Instant first);
}
