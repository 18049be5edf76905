package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

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

  /// A story as an article of `owner` finds it.
  @SqlQuery(
      """
      SELECT s.first_published_at, s.developed_at, s.revision,
             s.retracted_at IS NOT NULL AS taken_back,
             count(a.id) AS articles,
             max(greatest(a.published_at, a.embargoed_until))
               FILTER (WHERE src.owner = :owner AND a.is_out) AS before,
             coalesce(bool_or(src.own_portal AND a.is_out), false) AS covered,
             coalesce(array_agg(a.fingerprint) FILTER (WHERE a.fingerprint IS NOT NULL), '{}') AS told
      FROM story s
      LEFT JOIN (
        SELECT id, story_id, source_id, published_at, embargoed_until, fingerprint,
               embargoed_until IS NULL OR embargoed_until <= :now AS is_out
        FROM article WHERE story_id = :story AND id <> :except AND retracted_at IS NULL) AS a
        ON a.story_id = s.id
      LEFT JOIN source src ON src.id = a.source_id
      WHERE s.id = :story
      GROUP BY s.id
      """)
  @RegisterConstructorMapper(Found.class)
  Found found(long story, long except, String owner, Instant now);

  /// `takenBack`: by an editor. Of its articles that were not taken back, but for one: how many
  /// there are, when the owner's last came out, whether the portal's own is out, and their
  /// fingerprints.
  record Found(
      @Nested Development development,
      boolean takenBack,
      int articles,
      Optional<Instant> before,
      boolean covered,
      List<Long> told) {
    boolean tells(@Nullable Long fingerprint) {
      return told.stream().anyMatch(one -> Fingerprint.near(one, fingerprint));
    }
  }

  /// An editor takes back the story that this one is part of.
  @SqlUpdate(
      """
      UPDATE story SET retracted_at = coalesce(retracted_at, :at)
      WHERE id = (SELECT coalesce(merged_into, id) FROM story WHERE id = :story)
      """)
  int retract(long story, Instant at);

  /// Those of `stories` that an editor took back.
  @SqlQuery("SELECT id FROM story WHERE id = ANY (:stories) AND retracted_at IS NOT NULL")
  Set<Long> takenBack(Set<Long> stories);

  @SqlQuery(
      """
      SELECT id, first_published_at, developed_at, revision FROM story
      WHERE merged_into IS NULL AND developed_at > :from AND developed_at <= :to
        AND first_published_at <= :to
      ORDER BY developed_at DESC, id
      """)
  List<StoryRow> developedBetween(Instant from, Instant to);

  /// The stories of which an article of the portal's own is flagged as breaking, can be seen at
  /// `at`, and came out or was changed after `since`. `oldest` bounds the walk over the index: what
  /// came out before it never breaks.
  @SqlQuery(
      """
      SELECT c.id, c.first_published_at, c.developed_at, c.revision FROM story c
      WHERE c.id IN (
        SELECT coalesce(s.merged_into, s.id)
        FROM article a JOIN story s ON s.id = a.story_id JOIN source src ON src.id = a.source_id
        WHERE a.breaking AND src.own_portal AND a.retracted_at IS NULL
          AND (a.published_at > :oldest OR a.embargoed_until > :oldest)
          AND a.published_at <= :at AND (a.embargoed_until IS NULL OR a.embargoed_until <= :at)
          AND greatest(a.published_at, a.updated_at, a.embargoed_until) > :since)
      ORDER BY c.id
      """)
  List<StoryRow> breaking(Instant since, Instant at, Instant oldest);

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
