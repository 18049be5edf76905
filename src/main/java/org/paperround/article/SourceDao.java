package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

@RegisterConstructorMapper(SourceRow.class)
interface SourceDao {
  String COLUMNS =
      """
      source.id, source.slug, source.owner, source.url, source.own_portal,
      source.weight, source.default_section, source.etag, source.last_modified,
      source.consecutive_failures,
      (SELECT max(lease_ends_at) FROM source_hub
       WHERE source_id = source.id AND state = 'active') AS told_until,
      source.kind, source.poll_seconds, source.link_selector, source.section_map,
      source.key_points_selector, source.why_it_matters_selector, source.what_it_means_selector,
      source.body_selector
      """;

  /// A changed address makes the old one's validators and failures meaningless; what is read
  /// otherwise is read anew at once.
  @SqlQuery(
      """
      INSERT INTO source
        (slug, name, owner, url, own_portal, weight, default_section, active, kind, poll_seconds,
         link_selector, section_map, key_points_selector, why_it_matters_selector,
         what_it_means_selector, body_selector)
      VALUES
        (:slug, :name, :owner, :url, :ownPortal, :weight, :defaultSection, :active, lower(:kind),
         :pollSeconds, :linkSelector, :sectionMap, :keyPointsSelector, :whyItMattersSelector,
         :whatItMeansSelector, :bodySelector)
      ON CONFLICT (slug) DO UPDATE
      SET name = EXCLUDED.name, owner = EXCLUDED.owner, url = EXCLUDED.url,
          own_portal = EXCLUDED.own_portal, weight = EXCLUDED.weight,
          default_section = EXCLUDED.default_section, active = EXCLUDED.active,
          kind = EXCLUDED.kind, poll_seconds = EXCLUDED.poll_seconds,
          link_selector = EXCLUDED.link_selector, section_map = EXCLUDED.section_map,
          key_points_selector = EXCLUDED.key_points_selector,
          why_it_matters_selector = EXCLUDED.why_it_matters_selector,
          what_it_means_selector = EXCLUDED.what_it_means_selector,
          body_selector = EXCLUDED.body_selector,
          etag = CASE WHEN source.url = EXCLUDED.url AND source.kind = EXCLUDED.kind
                      THEN source.etag END,
          last_modified = CASE WHEN source.url = EXCLUDED.url AND source.kind = EXCLUDED.kind
                               THEN source.last_modified END,
          next_fetch_at = CASE WHEN source.url = EXCLUDED.url AND source.kind = EXCLUDED.kind
                                AND source.poll_seconds <= EXCLUDED.poll_seconds
                               THEN source.next_fetch_at ELSE '-infinity' END
      RETURNING id
      """)
  long define(
      @BindRow SourceDefinition definition,
      @BindRow SourceSettings settings,
      @BindRow PageSelectors selectors,
      boolean active);

  /// Ends the reading of a source; its articles stay.
  @SqlUpdate(
      """
      UPDATE source
      SET active = false, failing_since = NULL, failure_reason = NULL, consecutive_failures = 0
      WHERE slug = :slug AND active
      """)
  int deactivate(String slug);

  @SqlQuery("SELECT id FROM source WHERE slug = :slug")
  Optional<Long> idOf(String slug);

  @SqlQuery("SELECT " + COLUMNS + " FROM source WHERE id = :id")
  Optional<SourceRow> byId(long id);

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM source WHERE slug = :slug OR url = :url ORDER BY slug = :slug DESC LIMIT 1")
  Optional<SourceRow> find(String slug, String url);

  @SqlQuery("SELECT EXISTS (SELECT FROM source WHERE url = :url AND slug <> :slug)")
  boolean urlIsTakenByAnother(String url, String slug);

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + """
          , active, last_success_at, failing_since, failure_reason,
          (SELECT count(*) FROM source_key
           WHERE source_id = source.id AND revoked_at IS NULL) AS keys
          FROM source ORDER BY slug
          """)
  @RegisterConstructorMapper(SourceHealth.class)
  List<SourceHealth> health();

  /// Takes the sources that are due and pushes their next fetch to `leaseEnd`, so that no other
  /// node takes them while they are read; a node that dies leaves them due again then.
  @SqlQuery(
      """
      UPDATE source SET next_fetch_at = :leaseEnd
      WHERE id IN (SELECT id FROM source
                   WHERE active AND kind <> 'push' AND next_fetch_at <= :now
                   ORDER BY next_fetch_at, id LIMIT :limit FOR UPDATE SKIP LOCKED)
      RETURNING
      """
          + COLUMNS)
  List<SourceRow> claimDue(Instant now, Instant leaseEnd, int limit);

  /// What a hub told while it was read is read at once.
  @SqlUpdate(
      """
      UPDATE source
      SET etag = :etag, last_modified = :lastModified, last_fetched_at = :now, last_success_at = :now,
          failing_since = NULL, failure_reason = NULL, consecutive_failures = 0,
          next_fetch_at = CASE WHEN EXISTS (SELECT FROM source_hub
                                            WHERE source_id = source.id AND pushed_at >= :began)
                               THEN CAST(:now AS timestamptz)
                               ELSE CAST(:next AS timestamptz) END
      WHERE id = :id
      """)
  int succeeded(long id, @BindRow Read read);

  /// A reading that went well: from `began` to `now`.
  record Read(
      @Nullable String etag,
      @Nullable String lastModified,
      Instant began,
      Instant now,
      Instant next) {}

  /// To be read at once.
  @SqlUpdate("UPDATE source SET next_fetch_at = :now WHERE id = :id AND next_fetch_at > :now")
  int due(long id, Instant now);

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
}
