package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.platform.database.BindRow;

/// The tables `random_tail` and `taste_weights`.
interface RandomTailDao {
  @SqlBatch(
      """
      INSERT INTO random_tail (edition_id, edition_date, subscriber_id, at, ordinals, positions,
                               propensity, parts)
      VALUES (:edition, :date, :subscriber, :at, CAST(:ordinals AS smallint[]),
              CAST(:positions AS smallint[]), :propensity, CAST(:parts AS real[]))
      ON CONFLICT (edition_id, subscriber_id) DO UPDATE
      SET at = EXCLUDED.at, ordinals = EXCLUDED.ordinals, positions = EXCLUDED.positions,
          propensity = EXCLUDED.propensity, parts = EXCLUDED.parts
      """)
  int[] add(@BindRow List<Row> rows);

  /// The newest that were sent, of readers who still consent to tracking.
  @SqlQuery(
      """
      SELECT t.edition_id AS edition, t.edition_date AS date, t.subscriber_id AS subscriber, t.at, t.ordinals, t.positions,
             t.propensity, t.parts
      FROM random_tail t
      WHERE t.at >= :since AND t.at < :before
        AND EXISTS (SELECT 1 FROM recipient r
                    WHERE r.subscriber_id = t.subscriber_id AND r.tracking_consent
                      AND r.erased_at IS NULL)
        AND EXISTS (SELECT 1 FROM delivery d
                    WHERE d.subscriber_id = t.subscriber_id AND d.edition_id = t.edition_id
                      AND d.edition_date = t.edition_date AND CAST(d.state AS integer) = 3)
      ORDER BY t.at DESC, t.edition_id, t.subscriber_id LIMIT :most
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> since(Instant since, Instant before, int most);

  /// What is old, and what is of readers who do not consent any more.
  @SqlUpdate(
      """
      DELETE FROM random_tail t
      WHERE t.at < :before
         OR NOT EXISTS (SELECT 1 FROM recipient r
                        WHERE r.subscriber_id = t.subscriber_id AND r.tracking_consent
                          AND r.erased_at IS NULL)
      """)
  int purge(Instant before);

  @SqlUpdate(
      """
      INSERT INTO taste_weights (day, importance, section, owner, words, digests, clicks, present,
                                 candidate, low, adopted)
      VALUES (:day, :importance, :section, :owner, :words, :digests, :clicks, :present, :candidate,
              :low, :adopted)
      ON CONFLICT (day) DO NOTHING
      """)
  int learnt(@BindRow Learnt learnt);

  @SqlQuery(
      """
      SELECT importance, section, owner, words FROM taste_weights
      WHERE adopted ORDER BY day DESC LIMIT 1
      """)
  @RegisterConstructorMapper(TasteWeights.class)
  Optional<TasteWeights> adopted();

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM taste_weights WHERE day = :day)")
  boolean isLearnt(LocalDate day);

  /// `parts` are those of the first card, then those of the second, and so on.
  record Row(
      long edition,
      LocalDate date,
      long subscriber,
      Instant at,
      List<Integer> ordinals,
      List<Integer> positions,
      double propensity,
      List<Float> parts) {}

  record Learnt(
      LocalDate day,
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
