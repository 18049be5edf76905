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

  /// As [SourceHealth] wants it.
  String HEALTH =
      COLUMNS
          + """
          , source.name, source.active, source.last_fetched_at, source.last_success_at,
          CASE WHEN source.next_fetch_at > '-infinity' THEN source.next_fetch_at END AS next_fetch_at,
          source.failing_since, source.failure_reason,
          (SELECT count(*) FROM source_key
           WHERE source_id = source.id AND revoked_at IS NULL) AS keys
          FROM source
          """;

  /// One who defines a source at a time, until the transaction ends.
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('source definitions')) IS NULL")
  boolean lockDefinitions();

  /// Whether a source is read as given here: of another reading nothing that was kept holds.
  String READ_SO =
      """
      (url, kind, own_portal, link_selector, section_map, key_points_selector,
       why_it_matters_selector, what_it_means_selector, body_selector)
      IS NOT DISTINCT FROM
      (:url, lower(:kind), :ownPortal, :linkSelector, CAST(:sectionMap AS text[]), :keyPointsSelector,
       :whyItMattersSelector, :whatItMeansSelector, :bodySelector)
      """;

  /// A source that is to be read otherwise than before is read whole, and at once.
  @SqlUpdate(
      "UPDATE source SET etag = NULL, last_modified = NULL, next_fetch_at = '-infinity'"
          + " WHERE slug = :slug AND NOT "
          + READ_SO)
  int readAnew(
      @BindRow SourceDefinition definition,
      @BindRow SourceSettings settings,
      @BindRow PageSelectors selectors);

  /// What was at another address, or of another kind, says nothing of how the source is doing now.
  @SqlUpdate(
      """
      UPDATE source
      SET last_fetched_at = NULL, last_success_at = NULL, failing_since = NULL,
          failure_reason = NULL, consecutive_failures = 0
      WHERE slug = :slug AND (url, kind) <> (:url, lower(:kind))
      """)
  int moved(String slug, String url, SourceKind kind);

  /// After [#readAnew] and [#moved]. What is to be read more often is read at once.
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
          next_fetch_at = CASE WHEN source.poll_seconds <= EXCLUDED.poll_seconds
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

  @SqlQuery("SELECT " + HEALTH + " ORDER BY slug")
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

  /// Nothing where the source was removed, or defined otherwise, while it was read. What a hub told
  /// meanwhile is read at once.
  @SqlUpdate(
      """
      UPDATE source
      SET etag = :etag, last_modified = :lastModified, last_fetched_at = :now, last_success_at = :now,
          failing_since = NULL, failure_reason = NULL, consecutive_failures = 0,
          next_fetch_at = CASE WHEN EXISTS (SELECT FROM source_hub
                                            WHERE source_id = source.id AND pushed_at >= :began)
                               THEN CAST(:now AS timestamptz)
                               ELSE CAST(:next AS timestamptz) END
      WHERE id = :id AND active AND
      """
          + READ_SO)
  int succeeded(
      long id,
      String url,
      boolean ownPortal,
      @BindRow SourceSettings settings,
      @BindRow PageSelectors selectors,
      @BindRow Read read);

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

  /// How often in a row now; nothing where the source was removed, or defined otherwise, meanwhile.
  @SqlQuery(
      """
      UPDATE source
      SET last_fetched_at = :now, failing_since = coalesce(failing_since, :now),
          failure_reason = :reason, consecutive_failures = consecutive_failures + 1,
          next_fetch_at = :next
      WHERE id = :id AND active AND
      """
          + READ_SO
          + " RETURNING consecutive_failures")
  Optional<Integer> failed(
      long id,
      String url,
      boolean ownPortal,
      @BindRow SourceSettings settings,
      @BindRow PageSelectors selectors,
      @BindRow Failure failure);

  /// A reading that went wrong, and when the next one is.
  record Failure(String reason, Instant now, Instant next) {}
}
