package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface SourceKeyDao {
  /// The number that the next key has: it is in the key, so it is needed before the hash.
  @SqlQuery("SELECT nextval(pg_get_serial_sequence('source_key', 'id'))")
  long nextNumber();

  @SqlUpdate(
      """
      INSERT INTO source_key (id, source_id, hash, created_at) OVERRIDING SYSTEM VALUE
      VALUES (:number, :source, :hash, :now)
      """)
  int insert(long number, long source, byte[] hash, Instant now);

  @SqlQuery(
      """
      SELECT k.hash, s.id AS source_id, s.slug, s.active
      FROM source_key k JOIN source s ON s.id = k.source_id
      WHERE k.id = :number AND k.revoked_at IS NULL
      """)
  @RegisterConstructorMapper(Live.class)
  Optional<Live> live(long number);

  /// A key that was not revoked.
  @SuppressWarnings("ArrayRecordComponent") // never compared whole
  record Live(byte[] hash, long sourceId, String slug, boolean active) {}

  /// To the minute, so that a stream of articles is not a stream of writes.
  @SqlUpdate(
      """
      UPDATE source_key SET last_used_at = :now
      WHERE id = :number AND (last_used_at IS NULL OR last_used_at < :minuteAgo)
      """)
  int used(long number, Instant now, Instant minuteAgo);

  @SqlUpdate(
      """
      UPDATE source_key SET revoked_at = :now
      WHERE id = :number AND revoked_at IS NULL
        AND source_id = (SELECT id FROM source WHERE slug = :slug)
      """)
  int revoke(String slug, long number, Instant now);

  @SqlQuery(
      """
      SELECT k.id AS number, k.created_at, k.last_used_at, k.revoked_at
      FROM source_key k JOIN source s ON s.id = k.source_id
      WHERE s.slug = :slug ORDER BY k.id
      """)
  @RegisterConstructorMapper(SourceKey.class)
  List<SourceKey> of(String slug);
}
