package org.paperround.article;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterColumnMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

@RegisterConstructorMapper(SourceRow.class)
interface SourceDao {
  String COLUMNS =
      "id, slug, name, owner, url, own_portal, weight, default_section, poll_seconds, etag,"
          + " last_modified, consecutive_failures";

  /// A changed address makes the old one's validators and failures meaningless.
  @SqlQuery(
      """
      INSERT INTO source (slug, name, owner, url, own_portal, weight, default_section, active)
      VALUES (:slug, :name, :owner, :url, :ownPortal, :weight, :defaultSection, :active)
      ON CONFLICT (slug) DO UPDATE
      SET name = EXCLUDED.name, owner = EXCLUDED.owner, url = EXCLUDED.url,
          own_portal = EXCLUDED.own_portal, weight = EXCLUDED.weight,
          default_section = EXCLUDED.default_section, active = EXCLUDED.active,
          etag = CASE WHEN source.url = EXCLUDED.url THEN source.etag END,
          last_modified = CASE WHEN source.url = EXCLUDED.url THEN source.last_modified END,
          next_fetch_at = CASE WHEN source.url = EXCLUDED.url THEN source.next_fetch_at
                               ELSE '-infinity' END
      RETURNING id
      """)
  long define(@BindRow SourceDefinition definition, boolean active);

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM source WHERE slug = :slug OR url = :url ORDER BY slug = :slug DESC LIMIT 1")
  Optional<SourceRow> find(String slug, String url);

  @SqlQuery("SELECT EXISTS (SELECT FROM source WHERE url = :url AND slug <> :slug)")
  boolean urlIsTakenByAnother(String url, String slug);

  @SqlQuery(
      """
      SELECT id, slug, name, url, last_fetched_at, last_success_at, failing_since, failure_reason
      FROM source ORDER BY slug
      """)
  @RegisterConstructorMapper(SourceHealth.class)
  @RegisterColumnMapper(SourceIdMapper.class)
  List<SourceHealth> health();

  /// Takes the sources that are due and pushes their next fetch to `leaseEnd`, so that no other
  /// node takes them while they are read; a node that dies leaves them due again then.
  @SqlQuery(
      """
      UPDATE source SET next_fetch_at = :leaseEnd
      WHERE id IN (SELECT id FROM source WHERE active AND next_fetch_at <= :now
                   ORDER BY next_fetch_at, id LIMIT :limit FOR UPDATE SKIP LOCKED)
      RETURNING id, slug, name, owner, url, own_portal, weight, default_section, poll_seconds, etag,
                last_modified, consecutive_failures
      """)
  List<SourceRow> claimDue(Instant now, Instant leaseEnd, int limit);

  @SqlUpdate(
      """
      UPDATE source
      SET etag = :etag, last_modified = :lastModified, last_fetched_at = :now, last_success_at = :now,
          failing_since = NULL, failure_reason = NULL, consecutive_failures = 0, next_fetch_at = :next
      WHERE id = :id
      """)
  int succeeded(
      long id, @Nullable String etag, @Nullable String lastModified, Instant now, Instant next);

  @SqlQuery(
      """
      UPDATE source
      SET last_fetched_at = :now, failing_since = coalesce(failing_since, :now),
          failure_reason = :reason, consecutive_failures = consecutive_failures + 1,
          next_fetch_at = :next
      WHERE id = :id
      RETURNING consecutive_failures
      """)
  int failed(long id, String reason, Instant now, Instant next);

  /// Reads an id from its number.
  final class SourceIdMapper implements ColumnMapper<SourceId> {
    @Override
    public SourceId map(ResultSet row, int column, StatementContext context) throws SQLException {
      return new SourceId(row.getLong(column));
    }
  }
}
