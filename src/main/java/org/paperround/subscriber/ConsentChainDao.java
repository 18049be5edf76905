package org.paperround.subscriber;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The chains over the consent records, and their daily roots. All times are the database's: it is
/// the order of its commits that matters.
interface ConsentChainDao {
  /// Held to the end of the transaction by whoever seals, one at a time; false when another does.
  @SqlQuery("SELECT pg_try_advisory_xact_lock(hashtext('consent-seal'))")
  boolean tryLock();

  /// As [#tryLock], waiting.
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('consent-seal'))::text")
  String lock();

  /// Seals the next unsealed record of each reader, of at most `most` readers; 0 when none is left.
  @SqlUpdate(
      """
      INSERT INTO consent_seal (record_id, subscriber_id, position, content_hash, chain_hash)
      SELECT n.id, n.subscriber_id, coalesce(l.position, 0) + 1, n.hash,
        sha256(coalesce(l.chain_hash, '') || n.hash)
      FROM (SELECT DISTINCT ON (r.subscriber_id) r.id, r.subscriber_id, consent_content_hash(r) AS hash
            FROM consent_record r
            WHERE r.id > (SELECT through FROM consent_seal_mark)
              AND NOT EXISTS (SELECT FROM consent_seal s WHERE s.record_id = r.id)
            ORDER BY r.subscriber_id, r.id LIMIT :most) n
      LEFT JOIN LATERAL (
        SELECT s.position, s.chain_hash FROM consent_seal s
        WHERE s.subscriber_id = n.subscriber_id ORDER BY s.position DESC LIMIT 1) l ON true
      """)
  int seal(int most);

  /// The same for one reader; before an erasure takes away what the records say.
  @SqlUpdate(
      """
      INSERT INTO consent_seal (record_id, subscriber_id, position, content_hash, chain_hash)
      SELECT n.id, n.subscriber_id, coalesce(l.position, 0) + 1, n.hash,
        sha256(coalesce(l.chain_hash, '') || n.hash)
      FROM (SELECT r.id, r.subscriber_id, consent_content_hash(r) AS hash
            FROM consent_record r
            WHERE r.subscriber_id = :subscriber
              AND NOT EXISTS (SELECT FROM consent_seal s WHERE s.record_id = r.id)
            ORDER BY r.id LIMIT 1) n
      LEFT JOIN LATERAL (
        SELECT s.position, s.chain_hash FROM consent_seal s
        WHERE s.subscriber_id = n.subscriber_id ORDER BY s.position DESC LIMIT 1) l ON true
      """)
  int sealOf(long subscriber);

  /// Moves the mark to the newest record of ten minutes ago: whatever was written up to there has
  /// been committed, and was sealed just now.
  @SqlUpdate(
      """
      UPDATE consent_seal_mark
      SET through = candidate, candidate = (SELECT coalesce(max(id), 0) FROM consent_record),
          candidate_at = clock_timestamp()
      WHERE candidate_at < clock_timestamp() - interval '10 minutes'
      """)
  int advance();

  /// Makes the roots of the days that are over and have none, oldest first; one at a time.
  @SqlUpdate(
      """
      WITH next AS (
        SELECT min(CAST(s.sealed_at AT TIME ZONE 'UTC' AS date)) AS day FROM consent_seal s
        WHERE s.sealed_at >= coalesce(
            (SELECT (max(day) + 1)::timestamp AT TIME ZONE 'UTC' FROM consent_root), '-infinity')
          AND s.sealed_at < date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')
      INSERT INTO consent_root (day, records, root)
      SELECT n.day, d.records, d.root FROM next n
      CROSS JOIN LATERAL (
        SELECT count(*) AS records,
          sha256(coalesce((SELECT root FROM consent_root ORDER BY day DESC LIMIT 1), '')
            || convert_to(to_char(n.day, 'YYYY-MM-DD'), 'UTF8')
            || string_agg(s.chain_hash, '' ORDER BY s.record_id)) AS root
        FROM consent_seal s
        WHERE s.sealed_at >= n.day::timestamp AT TIME ZONE 'UTC'
          AND s.sealed_at < (n.day + 1)::timestamp AT TIME ZONE 'UTC') d
      WHERE n.day IS NOT NULL
      """)
  int addRoot();

  /// The latest first.
  @SqlQuery(
      """
      SELECT day, records, encode(root, 'hex') AS root FROM consent_root
      ORDER BY day DESC LIMIT :most
      """)
  @RegisterConstructorMapper(ConsentRoot.class)
  List<ConsentRoot> roots(int most);

  @SqlQuery("SELECT count(*) FROM consent_seal")
  long sealed();

  /// Records that do not say any more what they said when they were sealed, or are gone.
  @SqlQuery(
      """
      SELECT s.record_id FROM consent_seal s LEFT JOIN consent_record r ON r.id = s.record_id
      WHERE r.id IS NULL OR r.subscriber_id <> s.subscriber_id
        OR (r.erased_at IS NULL AND consent_content_hash(r) IS DISTINCT FROM s.content_hash)
      ORDER BY s.record_id LIMIT :most
      """)
  List<Long> changed(int most);

  /// Links that do not follow from the one before.
  @SqlQuery(
      """
      SELECT record_id FROM (
        SELECT record_id, position, chain_hash, content_hash,
          lag(chain_hash) OVER w AS before, coalesce(lag(position) OVER w, 0) AS position_before
        FROM consent_seal WINDOW w AS (PARTITION BY subscriber_id ORDER BY position)) s
      WHERE position <> position_before + 1
        OR chain_hash <> sha256(coalesce(before, '') || content_hash)
      ORDER BY record_id LIMIT :most
      """)
  List<Long> brokenLinks(int most);

  /// Records that were never sealed although their time has come.
  @SqlQuery(
      """
      SELECT r.id FROM consent_record r
      WHERE r.id <= (SELECT through FROM consent_seal_mark)
        AND NOT EXISTS (SELECT FROM consent_seal s WHERE s.record_id = r.id)
      ORDER BY r.id LIMIT :most
      """)
  List<Long> unsealed(int most);

  /// Days whose root is not what the links of the day make.
  @SqlQuery(
      """
      SELECT o.day FROM (SELECT day, records, root, lag(root) OVER (ORDER BY day) AS before
                         FROM consent_root) o
      CROSS JOIN LATERAL (
        SELECT count(*) AS records, string_agg(s.chain_hash, '' ORDER BY s.record_id) AS links
        FROM consent_seal s
        WHERE s.sealed_at >= o.day::timestamp AT TIME ZONE 'UTC'
          AND s.sealed_at < (o.day + 1)::timestamp AT TIME ZONE 'UTC') d
      WHERE o.records <> d.records
        OR o.root IS DISTINCT FROM sha256(coalesce(o.before, '')
          || convert_to(to_char(o.day, 'YYYY-MM-DD'), 'UTF8') || d.links)
      ORDER BY o.day LIMIT :most
      """)
  List<LocalDate> wrongRoots(int most);
}
