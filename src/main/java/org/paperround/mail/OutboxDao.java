package org.paperround.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.MapMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// Leases are in the database's time, everything else in the engine's.
interface OutboxDao {
  @SqlQuery("SELECT nextval(pg_get_serial_sequence('outbox_mail', 'id'))")
  long nextId();

  @SqlUpdate(
      """
      INSERT INTO outbox_mail (id, kind, subscriber_id, recipient, message, created_at, due_at, expires_at)
      VALUES (:id, :kind, :subscriberId, :recipient, :message, :at, :at, :expiresAt)
      """)
  void insert(@BindMethods NewMail mail);

  @SqlQuery(
      """
      UPDATE outbox_mail SET claimed_until = now() + :lease
      WHERE id IN (
        SELECT id FROM outbox_mail
        WHERE state = 'waiting' AND due_at <= :now AND (claimed_until IS NULL OR claimed_until <= now())
        ORDER BY due_at, id
        LIMIT :most
        FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, recipient, message, created_at, expires_at, attempts
      """)
  @RegisterConstructorMapper(Claimed.class)
  List<Claimed> claim(Instant now, Duration lease, int most);

  @SqlUpdate("UPDATE outbox_mail SET claimed_until = NULL WHERE id = :id AND state = 'waiting'")
  void release(long id);

  @SqlUpdate(
      """
      UPDATE outbox_mail
      SET claimed_until = NULL, attempts = attempts + 1, due_at = :dueAt, last_reply = :reply
      WHERE id = :id AND state = 'waiting'
      """)
  int postpone(long id, Instant dueAt, String reply);

  @SqlUpdate(
      """
      UPDATE outbox_mail
      SET state = :state, claimed_until = NULL, attempts = attempts + 1, last_reply = :reply, settled_at = :at,
          recipient = NULL, message = NULL
      WHERE id = :id AND state = 'waiting'
      """)
  int settle(long id, String state, @Nullable String reply, Instant at);

  @SqlUpdate(
      """
      UPDATE outbox_mail
      SET state = 'expired', claimed_until = NULL, settled_at = :now, recipient = NULL, message = NULL
      WHERE state = 'waiting' AND expires_at <= :now AND (claimed_until IS NULL OR claimed_until <= now())
      """)
  int expire(Instant now);

  @SqlQuery("SELECT count(*) FROM outbox_mail WHERE state = 'waiting'")
  long waiting();

  @SqlQuery(
      """
      SELECT kind, state, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
      FROM outbox_mail WHERE subscriber_id = :subscriberId ORDER BY id
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> held(long subscriberId);

  @SqlUpdate("DELETE FROM outbox_mail WHERE subscriber_id = :subscriberId")
  int forget(long subscriberId);

  /// However it is written: capital letters make no other mailbox.
  @SqlUpdate(
      "DELETE FROM outbox_mail WHERE state = 'waiting' AND lower(recipient) = lower(:recipient)")
  int withdraw(String recipient);

  @SqlUpdate(
      """
      DELETE FROM outbox_mail
      WHERE id IN (SELECT id FROM outbox_mail WHERE settled_at < :before LIMIT :most FOR UPDATE SKIP LOCKED)
      """)
  int deleteBefore(Instant before, int most);

  /// A mail to be stored.
  @SuppressWarnings("ArrayRecordComponent") // a row on its way, never compared
  record NewMail(
      long id,
      String kind,
      @Nullable Long subscriberId,
      String recipient,
      byte[] message,
      Instant at,
      Instant expiresAt) {}

  /// A mail that this node alone may send until its lease ends.
  @SuppressWarnings("ArrayRecordComponent") // a row on its way, never compared
  record Claimed(
      long id,
      String kind,
      String recipient,
      byte[] message,
      Instant createdAt,
      Instant expiresAt,
      int attempts) {}
}
