package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `story_kin`.
interface StoryKinDao {
  @SqlUpdate("DELETE FROM story_kin WHERE story_id = ANY (:stories)")
  int forget(Set<Long> stories);

  /// What stories are like that have not moved on since `last`.
  @SqlUpdate(
      """
      DELETE FROM story_kin k USING story s WHERE s.id = k.story_id AND s.developed_at < :last
      """)
  int forgetBefore(Instant last);

  @SqlUpdate(
      """
      INSERT INTO story_kin (story_id, kin_id, likeness)
      SELECT u.story, u.kin, u.likeness
      FROM unnest(CAST(:stories AS bigint[]), CAST(:kin AS bigint[]), CAST(:likeness AS float8[]))
        AS u (story, kin, likeness)
      """)
  int add(List<Long> stories, List<Long> kin, List<Double> likeness);

  default void add(List<Kin> all) {
    add(
        all.stream().map(Kin::storyId).toList(),
        all.stream().map(Kin::kinId).toList(),
        all.stream().map(Kin::likeness).toList());
  }

  record Kin(long storyId, long kinId, double likeness) {}

  /// The most alike first; ids are those of the stories that they are part of now.
  @SqlQuery(
      """
      SELECT k.story_id, coalesce(s.merged_into, s.id) AS kin_id, k.likeness
      FROM story_kin k JOIN story s ON s.id = k.kin_id
      WHERE k.story_id = ANY (:stories) AND coalesce(s.merged_into, s.id) <> k.story_id
      ORDER BY k.story_id, k.likeness DESC, k.kin_id
      """)
  @RegisterConstructorMapper(Kin.class)
  List<Kin> of(Set<Long> stories);
}
