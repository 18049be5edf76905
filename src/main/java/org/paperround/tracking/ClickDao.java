package org.paperround.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.MapMapper;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.edition.EditionId;
import org.paperround.platform.database.BindRow;
import org.paperround.subscriber.SubscriberId;

/// The table `click`.
interface ClickDao {
  /// Consent is read in the same statement, so that a withdrawal works at once, also for mails that
  /// were sent before it.
  @SqlUpdate(
      """
      INSERT INTO click (at, subscriber_id, edition_id, card_ordinal, story_id, verdict)
      SELECT :at, :subscriber, :edition, :cardOrdinal, :story, :verdict
      WHERE EXISTS (SELECT 1 FROM recipient WHERE subscriber_id = :subscriber AND tracking_consent AND erased_at IS NULL)
      """)
  int add(@BindRow Row row);

  @SqlQuery(
      """
      SELECT story_id, count(DISTINCT (edition_id, subscriber_id)) AS clicks FROM click
      WHERE story_id = ANY(:stories) AND verdict = 'human'
      GROUP BY story_id
      """)
  @RegisterConstructorMapper(Count.class)
  List<Count> perStory(long[] stories);

  @SqlQuery(
      """
      SELECT DISTINCT subscriber_id, edition_id, card_ordinal FROM click
      WHERE subscriber_id = ANY(:readers) AND at >= :since AND verdict = 'human'
      """)
  @RegisterConstructorMapper(Clicked.class)
  List<Clicked> ofReaders(long[] readers, Instant since);

  @SqlQuery(
      """
      SELECT DISTINCT subscriber_id, edition_id, card_ordinal FROM click
      WHERE edition_id = :edition AND subscriber_id = ANY(:readers) AND verdict = 'human'
      """)
  @RegisterConstructorMapper(Clicked.class)
  List<Clicked> ofEdition(long edition, long[] readers);

  @SqlQuery(
      """
      SELECT card_ordinal, count(DISTINCT subscriber_id) AS readers FROM click
      WHERE edition_id = :edition AND verdict = 'human'
      GROUP BY card_ordinal
      """)
  @KeyColumn("card_ordinal")
  @ValueColumn("readers")
  Map<Integer, Long> perCard(long edition);

  @SqlQuery(
      """
      SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, edition_id AS edition,
        card_ordinal AS card, story_id AS story, verdict
      FROM click WHERE subscriber_id = :subscriber ORDER BY id
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> held(long subscriber);

  @SqlUpdate("DELETE FROM click WHERE subscriber_id = :subscriber")
  int forget(long subscriber);

  @SqlQuery(
      """
      SELECT subscriber_id, max(at) AS at FROM click
      WHERE subscriber_id = ANY(:readers) AND at >= :since AND verdict = 'human'
      GROUP BY subscriber_id
      """)
  @RegisterConstructorMapper(Last.class)
  List<Last> last(long[] readers, Instant since);

  @SqlUpdate(
      """
      DELETE FROM click
      WHERE id IN (SELECT id FROM click WHERE at < :before LIMIT :most FOR UPDATE SKIP LOCKED)
      """)
  int deleteBefore(Instant before, int most);

  record Clicked(long subscriberId, long editionId, int cardOrdinal) {
    Tracking.HumanClick toHumanClick() {
      return new Tracking.HumanClick(
          new SubscriberId(subscriberId), new EditionId(editionId), cardOrdinal);
    }
  }

  record Row(
      Instant at, long subscriber, long edition, int cardOrdinal, long story, String verdict) {
    static Row of(Tracking.Click click) {
      return new Row(
          click.at(),
          click.subscriber().value(),
          click.edition().value(),
          click.cardOrdinal(),
          click.story().value(),
          click.machine() ? "machine" : "human");
    }
  }

  record Last(long subscriberId, Instant at) {}

  record Count(long storyId, long clicks) {}
}
