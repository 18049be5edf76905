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
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

interface ArticleDao {
  String COLUMNS =
      """
      a.id, a.source_id, a.story_id, a.url, a.url_key, a.external_id, a.headline, a.standfirst,
      a.key_points, a.body, a.why_it_matters, a.what_it_means, a.section, a.topics, a.byline,
      a.image_url, a.image_alt, a.image_width, a.image_height, a.related, a.breaking,
      a.published_at, a.updated_at, a.embargoed_until, a.retracted_at, a.revision, a.feed_hash,
      a.page_read_at, a.page_attempts, a.page_etag, a.page_last_modified, a.fingerprint,
      a.pushed
      """;

  String STORED =
      COLUMNS
          + """
          , s.merged_into, src.owner, src.weight AS source_weight, src.own_portal
          FROM article a
          JOIN story s ON s.id = a.story_id
          JOIN source src ON src.id = a.source_id
          """;

  /// The articles that drafts of this source could be.
  @SqlQuery(
      "SELECT "
          + STORED
          + """
          WHERE a.url_key = ANY (:keys)
             OR (a.source_id = :source AND a.external_id = ANY (:externalIds))
          """)
  @RegisterConstructorMapper(StoredArticle.class)
  List<StoredArticle> matching(long source, List<String> keys, List<String> externalIds);

  @SqlQuery(
      """
      INSERT INTO article
        (source_id, story_id, url, url_key, external_id, headline, standfirst, key_points, body,
         why_it_matters, what_it_means, section, topics, byline, image_url, image_alt, image_width,
         image_height, related, breaking, published_at, updated_at, first_seen_at, embargoed_until,
         feed_hash, page_read_at, page_attempts, page_etag, page_last_modified, fingerprint, pushed,
         retracted_at)
      VALUES
        (:sourceId, :storyId, :url, :urlKey, :externalId, :headline, :standfirst, :keyPoints, :body,
         :whyItMatters, :whatItMeans, :section, :topics, :byline, :imageUrl, :imageAlt, :imageWidth,
         :imageHeight, :related, :breaking, :publishedAt, :updatedAt, :seenAt, :embargoedUntil,
         :feedHash, :pageReadAt, :pageAttempts, :pageEtag, :pageLastModified, :fingerprint, :pushed,
         :retracted)
      RETURNING id
      """)
  long insert(@BindRow ArticleRow row, Instant seenAt, @Nullable Instant retracted);

  @SqlUpdate(
      """
      UPDATE article
      SET source_id = :sourceId, url = :url, url_key = :urlKey, external_id = :externalId,
          headline = :headline, standfirst = :standfirst, key_points = :keyPoints, body = :body,
          why_it_matters = :whyItMatters, what_it_means = :whatItMeans, section = :section,
          topics = :topics, byline = :byline, image_url = :imageUrl, image_alt = :imageAlt,
          image_width = :imageWidth, image_height = :imageHeight, related = :related,
          breaking = :breaking, updated_at = :updatedAt, embargoed_until = :embargoedUntil,
          revision = revision + :raise, feed_hash = :feedHash, page_read_at = :pageReadAt,
          page_attempts = :pageAttempts, page_etag = :pageEtag,
          page_last_modified = :pageLastModified, fingerprint = :fingerprint,
          pushed = :pushed
      WHERE id = :rowId
      """)
  int update(long rowId, @BindRow ArticleRow row, int raise);

  /// The feed's entry was seen, and left.
  @SqlUpdate("UPDATE article SET feed_hash = :feedHash WHERE id = :id")
  int leave(long id, String feedHash);

  /// What is in the window, cheaply: enough to see which texts the index does not know yet. What
  /// was retracted stays in it, so that the next report of the same event does not bring it back.
  @SqlQuery(
      """
      SELECT a.id, coalesce(s.merged_into, s.id) AS story_id, a.revision, a.published_at
      FROM article a JOIN story s ON s.id = a.story_id
      WHERE a.published_at >= :from
      ORDER BY a.id
      """)
  @RegisterConstructorMapper(Placed.class)
  List<Placed> placedSince(Instant from);

  @SqlUpdate("UPDATE article SET story_id = :story WHERE id = :id")
  int join(long id, long story);

  @SqlUpdate(
      """
      UPDATE article SET story_id = :into
      WHERE story_id IN (SELECT id FROM story WHERE id = :story OR merged_into = :story)
      """)
  int joinAll(long story, long into);

  /// The story's articles that were not taken back, in the order in which they could be seen.
  @SqlQuery(
      """
      SELECT src.owner, src.own_portal,
             greatest(a.published_at, coalesce(a.embargoed_until, a.published_at)) AS visible,
             a.fingerprint
      FROM article a JOIN story s ON s.id = a.story_id JOIN source src ON src.id = a.source_id
      WHERE (s.id = :story OR s.merged_into = :story) AND a.retracted_at IS NULL
      ORDER BY visible, a.id
      """)
  @RegisterConstructorMapper(Development.Seen.class)
  List<Development.Seen> seen(long story);

  /// The stories with an article whose embargo ended in (from, to].
  @SqlQuery(
      """
      SELECT DISTINCT coalesce(s.merged_into, s.id)
      FROM article a JOIN story s ON s.id = a.story_id
      WHERE a.embargoed_until > :from AND a.embargoed_until <= :to AND a.retracted_at IS NULL
      """)
  Set<Long> outSince(Instant from, Instant to);

  /// All articles of the story, those that were taken back too.
  @SqlQuery(
      """
      SELECT a.id FROM article a JOIN story s ON s.id = a.story_id
      WHERE s.id = :story OR s.merged_into = :story ORDER BY a.id
      """)
  List<Long> ids(long story);

  record Placed(long id, long storyId, int revision, Instant publishedAt) {}

  @SqlQuery(
      """
      SELECT id, headline, standfirst, left(body, 4000) AS body
      FROM article WHERE id = ANY (:ids) ORDER BY id
      """)
  @RegisterConstructorMapper(Words.class)
  List<Words> words(List<Long> ids);

  record Words(long id, String headline, String standfirst, String body) {
    StoryText.Words text() {
      return new StoryText.Words(headline, standfirst, body);
    }
  }

  @SqlQuery(
      "SELECT "
          + STORED
          + """
          WHERE (a.story_id = ANY (:stories) OR s.merged_into = ANY (:stories))
            AND a.retracted_at IS NULL
          ORDER BY src.own_portal DESC, src.weight DESC, a.updated_at DESC, a.id
          """)
  @RegisterConstructorMapper(StoredArticle.class)
  List<StoredArticle> ofStories(Set<Long> stories);

  /// The story's articles, those that were taken back last.
  @SqlQuery(
      "SELECT "
          + STORED
          + """
          WHERE a.story_id = :story OR s.merged_into = :story
          ORDER BY a.retracted_at IS NOT NULL, src.own_portal DESC, src.weight DESC,
                   a.updated_at DESC, a.id
          """)
  @RegisterConstructorMapper(StoredArticle.class)
  List<StoredArticle> all(long story);

  @SqlUpdate(
      """
      UPDATE article SET retracted_at = :at
      WHERE retracted_at IS NULL
        AND story_id IN (
          SELECT same.id FROM story asked
          JOIN story same
            ON coalesce(same.merged_into, same.id) = coalesce(asked.merged_into, asked.id)
          WHERE asked.id = :story)
      """)
  int retract(long story, Instant at);

  /// The source's article with this address or id; null stands for none.
  @SqlQuery(
      """
      SELECT id FROM article
      WHERE source_id = :source AND (url_key = :key OR external_id = :externalId)
      ORDER BY url_key = :key DESC NULLS LAST LIMIT 1
      FOR UPDATE
      """)
  Optional<Long> own(long source, @Nullable String key, @Nullable String externalId);

  @SqlUpdate("UPDATE article SET retracted_at = :at WHERE id = :id AND retracted_at IS NULL")
  int retractOne(long id, Instant at);

  /// By the keys of articles' addresses, the stories that they are part of now.
  @SqlQuery(
      """
      SELECT a.url_key, coalesce(s.merged_into, s.id) AS story
      FROM article a JOIN story s ON s.id = a.story_id
      WHERE a.url_key = ANY (:keys)
      """)
  @KeyColumn("url_key")
  @ValueColumn("story")
  Map<String, Long> storiesAt(Set<String> keys);

  /// Those of `stories` that have no article left which was not taken back.
  @SqlQuery(
      """
      SELECT coalesce(s.merged_into, s.id) AS story
      FROM article a JOIN story s ON s.id = a.story_id
      WHERE s.id = ANY (:stories) OR s.merged_into = ANY (:stories)
      GROUP BY story HAVING bool_and(a.retracted_at IS NOT NULL)
      """)
  Set<Long> retracted(Set<Long> stories);

  /// Those of these articles that were taken back or are under embargo.
  @SqlQuery(
      """
      SELECT a.id AS article,
        CASE WHEN coalesce(m.retracted_at, s.retracted_at) IS NULL THEN src.slug END AS source,
        a.retracted_at IS NOT NULL AS taken_back, a.embargoed_until
      FROM article a
      JOIN source src ON src.id = a.source_id
      JOIN story s ON s.id = a.story_id
      LEFT JOIN story m ON m.id = s.merged_into
      WHERE a.id = ANY (:articles) AND (a.retracted_at IS NOT NULL OR a.embargoed_until > :now)
      """)
  @RegisterConstructorMapper(WithdrawnRow.class)
  List<WithdrawnRow> withdrawn(Set<Long> articles, Instant now);

  record WithdrawnRow(
      long article, @Nullable String source, boolean takenBack, @Nullable Instant embargoedUntil) {}
}
