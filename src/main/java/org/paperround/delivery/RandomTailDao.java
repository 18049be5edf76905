package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

/// The tables `random_tail` and `taste_weights`.
interface RandomTailDao {
  @SqlUpdate(
      """
      INSERT INTO random_tail (edition_id, subscriber_id, at, ordinals, positions, propensity, parts)
      VALUES (:edition, :subscriber, :at, CAST(:ordinals AS smallint[]),
              CAST(:positions AS smallint[]), :propensity, CAST(:parts AS real[]))
      ON CONFLICT (edition_id, subscriber_id) DO UPDATE
      SET at = EXCLUDED.at, ordinals = EXCLUDED.ordinals, positions = EXCLUDED.positions,
          propensity = EXCLUDED.propensity, parts = EXCLUDED.parts
      """)
  int add(@BindRow Row row);

  /// The newest, of readers who still consent to tracking.
  @SqlQuery(
      """
      SELECT t.edition_id AS edition, t.subscriber_id AS subscriber, t.at, t.ordinals, t.positions,
             t.propensity, t.parts
      FROM random_tail t
      WHERE t.at >= :since AND t.at < :before
        AND EXISTS (SELECT 1 FROM recipient r
                    WHERE r.subscriber_id = t.subscriber_id AND r.tracking_consent
                      AND r.erased_at IS NULL)
      ORDER BY t.at DESC, t.edition_id, t.subscriber_id LIMIT :most
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> since(Instant since, Instant before, int most);

  @SqlUpdate("DELETE FROM random_tail WHERE at < :before")
  int purge(Instant before);

  @SqlUpdate(
      """
      INSERT INTO taste_weights (at, importance, section, owner, words, digests, clicks, present,
                                 candidate, low, adopted)
      VALUES (:at, :importance, :section, :owner, :words, :digests, :clicks, :present, :candidate,
              :low, :adopted)
      """)
  int learnt(@BindRow Learnt learnt);

  @SqlQuery(
      """
      SELECT at, importance, section, owner, words, digests, clicks, present, candidate, low, adopted
      FROM taste_weights WHERE adopted ORDER BY id DESC LIMIT 1
      """)
  @RegisterConstructorMapper(Learnt.class)
  java.util.Optional<Learnt> adopted();

  @SqlQuery("SELECT coalesce(max(at), '-infinity') FROM taste_weights")
  Instant lastLearnt();

  /// `parts` are those of the first card, then those of the second, and so on.
  record Row(
      long edition,
      long subscriber,
      Instant at,
      List<Integer> ordinals,
      List<Integer> positions,
      double propensity,
      List<Float> parts) {}

  record Learnt(
      Instant at,
      double importance,
      double section,
      double owner,
      double words,
      int digests,
      int clicks,
      double present,
      double candidate,
      double low,
      boolean adopted) {}
}
