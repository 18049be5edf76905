package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface ShownStoriesDao {
  @SqlQuery(
      """
      SELECT c.ordinal, count(*) AS readers
      FROM delivery d CROSS JOIN LATERAL unnest(d.cards) AS c (ordinal)
      WHERE d.edition_id = :edition AND d.edition_date = :date AND d.state = 3
      GROUP BY c.ordinal
      """)
  @RegisterConstructorMapper(Shown.class)
  List<Shown> shown(long edition, LocalDate date);

  @SqlUpdate(
      """
      INSERT INTO exposure (edition_id, card_ordinal, story_id, readers)
      SELECT :edition, u.ordinal, u.story_id, u.readers
      FROM unnest(CAST(:ordinals AS smallint[]), CAST(:stories AS bigint[]), CAST(:readers AS bigint[]))
        AS u (ordinal, story_id, readers)
      ON CONFLICT (edition_id, card_ordinal) DO UPDATE SET readers = EXCLUDED.readers
      """)
  int store(long edition, List<Integer> ordinals, List<Long> stories, List<Long> readers);

  @SqlUpdate("UPDATE audience SET exposed_at = :now WHERE edition_id = :edition")
  int counted(long edition, Instant now);

  @SqlQuery(
      """
      SELECT coalesce(exposed_at, frozen_at) < :before FROM audience WHERE edition_id = :edition
      """)
  boolean stale(long edition, Instant before);

  @SqlQuery(
      """
      SELECT story_id, CAST(sum(readers) AS bigint) AS readers FROM exposure
      WHERE story_id = ANY(CAST(:stories AS bigint[])) GROUP BY story_id
      """)
  @RegisterConstructorMapper(Exposed.class)
  List<Exposed> exposed(List<Long> stories);

  record Shown(int ordinal, long readers) {}

  record Exposed(long storyId, long readers) {}
}
