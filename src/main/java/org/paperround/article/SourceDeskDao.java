package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The sources as the desk looks at them.
interface SourceDeskDao {
  @SqlQuery("SELECT " + SourceDao.HEALTH + " WHERE source.id = :id")
  @RegisterConstructorMapper(SourceHealth.class)
  Optional<SourceHealth> find(long id);

  /// Whether a source is among those asked for: all, those that fail, those that are paused; and
  /// has this text in what it is called by.
  String WANTED =
      """
      WHERE CASE :state WHEN 'failing' THEN active AND failing_since IS NOT NULL
                        WHEN 'paused' THEN NOT active
                        ELSE true END
        AND strpos(lower(concat_ws(' ', name, slug, owner, url)), lower(:text)) > 0
      """;

  /// Those that fail first, then by name.
  @SqlQuery(
      "SELECT "
          + SourceDao.HEALTH
          + WANTED
          + """
          ORDER BY (active AND failing_since IS NOT NULL) DESC, lower(name), id
          LIMIT :limit OFFSET :offset
          """)
  @RegisterConstructorMapper(SourceHealth.class)
  List<SourceHealth> list(String text, String state, int limit, int offset);

  @SqlQuery(
      """
      SELECT count(*) AS sources,
             count(*) FILTER (WHERE active AND failing_since IS NOT NULL) AS failing,
             count(*) FILTER (WHERE NOT active) AS paused
      FROM source
      """)
  @RegisterConstructorMapper(SourceListing.Counts.class)
  SourceListing.Counts counts();

  @SqlQuery("SELECT count(*) FROM source " + WANTED)
  int wanted(String text, String state);

  /// How many articles a source brought first after these moments; one that brought none is left
  /// out.
  @SqlQuery(
      """
      SELECT source_id AS source, count(*) AS week,
             count(*) FILTER (WHERE first_seen_at > :dayAgo) AS day
      FROM article
      WHERE source_id = ANY (:sources) AND first_seen_at > :weekAgo
      GROUP BY source_id
      """)
  @RegisterConstructorMapper(Brought.class)
  List<Brought> brought(List<Long> sources, Instant dayAgo, Instant weekAgo);

  /// In the last week and the last day.
  record Brought(long source, int week, int day) {}

  /// Read again, and at once.
  @SqlUpdate(
      "UPDATE source SET active = true, next_fetch_at = '-infinity' WHERE id = :id AND NOT active")
  int resume(long id);
}
