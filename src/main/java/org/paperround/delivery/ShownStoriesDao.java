package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface ShownStoriesDao {
  @SqlQuery(
      """
      SELECT c.ordinal, count(*) AS readers, count(*) FILTER (WHERE d.tracked) AS tracked
      FROM delivery d CROSS JOIN LATERAL unnest(d.cards) AS c (ordinal)
      WHERE d.edition_id = :edition AND d.edition_date = :date AND d.state = 3
      GROUP BY c.ordinal
      """)
  @RegisterConstructorMapper(Shown.class)
  List<Shown> shown(long edition, LocalDate date);

  @SqlUpdate(
      """
      INSERT INTO exposure (edition_id, card_ordinal, story_id, readers, tracked)
      SELECT :edition, u.ordinal, u.story_id, u.readers, u.tracked
      FROM unnest(CAST(:ordinals AS smallint[]), CAST(:stories AS bigint[]), CAST(:readers AS bigint[]),
             CAST(:tracked AS bigint[]))
        AS u (ordinal, story_id, readers, tracked)
      ON CONFLICT (edition_id, card_ordinal)
      DO UPDATE SET readers = EXCLUDED.readers, tracked = EXCLUDED.tracked
      """)
  int store(
      long edition,
      List<Integer> ordinals,
      List<Long> stories,
      List<Long> readers,
      List<Long> tracked);

  @SqlUpdate("UPDATE audience SET exposed_at = :now WHERE edition_id = :edition")
  int counted(long edition, Instant now);

  @SqlQuery(
      """
      SELECT coalesce(exposed_at, frozen_at) < :before FROM audience WHERE edition_id = :edition
      """)
  boolean stale(long edition, Instant before);

  @SqlQuery(
      """
      SELECT story_id, CAST(sum(readers) AS bigint) AS readers,
        CAST(sum(tracked) AS bigint) AS tracked
      FROM exposure
      WHERE story_id = ANY(CAST(:stories AS bigint[])) GROUP BY story_id
      """)
  @RegisterConstructorMapper(Exposed.class)
  List<Exposed> exposed(List<Long> stories);

  /// Of one edition, by card: how many readers were sent it whose clicks are seen.
  @SqlQuery("SELECT card_ordinal, tracked FROM exposure WHERE edition_id = :edition")
  @KeyColumn("card_ordinal")
  @ValueColumn("tracked")
  Map<Integer, Long> tracked(long edition);

  record Shown(int ordinal, long readers, long tracked) {}

  record Exposed(long storyId, long readers, long tracked) {}
}
