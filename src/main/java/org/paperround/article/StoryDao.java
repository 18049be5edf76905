package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(StoryDao.StoryRow.class)
interface StoryDao {
  long LOCK = 0x5061_7065_7200_0003L;

  record StoryRow(long id, Instant firstPublishedAt, Instant developedAt, int revision) {}

  /// One node at a time joins articles to stories, until its transaction ends: two that read the
  /// same event at once would otherwise each open a story for it.
  @SqlQuery("SELECT pg_advisory_xact_lock(" + LOCK + ") IS NULL")
  boolean lock();

  @SqlQuery(
      """
      INSERT INTO story (first_published_at, developed_at) VALUES (:at, :at) RETURNING id
      """)
  long open(Instant at);

  @SqlQuery(
      "SELECT id, first_published_at, developed_at, revision FROM story WHERE id = :id FOR UPDATE")
  StoryRow locked(long id);

  @SqlUpdate(
      """
      UPDATE story SET first_published_at = :firstPublishedAt, developed_at = :developedAt,
                       revision = :revision
      WHERE id = :id
      """)
  int set(long id, Instant firstPublishedAt, Instant developedAt, int revision);

  /// The story, and what it was an alias for, is an alias of `into`.
  @SqlUpdate("UPDATE story SET merged_into = :into WHERE id = :story OR merged_into = :story")
  int alias(long story, long into);

  /// When this owner's last article in the story came out.
  @SqlQuery(
      """
      SELECT max(greatest(a.published_at, coalesce(a.embargoed_until, a.published_at)))
      FROM article a JOIN source s ON s.id = a.source_id
      WHERE a.story_id = :story AND s.owner = :owner AND a.retracted_at IS NULL
        AND (a.embargoed_until IS NULL OR a.embargoed_until <= :now)
      """)
  Optional<Instant> lastOf(long story, String owner, Instant now);

  /// Whether the portal itself has reported the story, for readers to see.
  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM article a JOIN source s ON s.id = a.source_id
                     WHERE a.story_id = :story AND s.own_portal AND a.retracted_at IS NULL
                       AND (a.embargoed_until IS NULL OR a.embargoed_until <= :now))
      """)
  boolean isCovered(long story, Instant now);

  @SqlQuery(
      """
      SELECT id, first_published_at, developed_at, revision FROM story
      WHERE merged_into IS NULL AND developed_at > :from AND developed_at <= :to
        AND first_published_at <= :to
      ORDER BY developed_at DESC, id
      """)
  List<StoryRow> developedBetween(Instant from, Instant to);

  @SqlQuery(
      """
      SELECT c.id, c.first_published_at, c.developed_at, c.revision
      FROM story s JOIN story c ON c.id = coalesce(s.merged_into, s.id)
      WHERE s.id = :id
      """)
  Optional<StoryRow> find(long id);

  @SqlQuery("SELECT id, coalesce(merged_into, id) AS canonical FROM story WHERE id = ANY (:ids)")
  @KeyColumn("id")
  @ValueColumn("canonical")
  Map<Long, Long> canonical(Set<Long> ids);

  @SqlQuery("SELECT id, merged_into FROM story WHERE merged_into = ANY (:stories)")
  @KeyColumn("id")
  @ValueColumn("merged_into")
  Map<Long, Long> aliases(Set<Long> stories);
}
