package org.paperround.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// Needs [CardRow.Mapper] to be registered. Writers hold the edition's lock.
interface CardDao {
  @SqlQuery(
      """
      SELECT ordinal, story_id, story_revision, article_id, article_revision, owner, section, topics,
        embargoed_until, content, score, signals, front_position, pinned_position, must_read, dropped,
        retracted_at, mail_headline, mail_standfirst
      FROM card WHERE edition_id = :edition ORDER BY ordinal
      """)
  List<PooledCard> all(long edition);

  /// Those that were sent too, while somebody else may still get them ([Desk#reopen]).
  @SqlQuery(
      """
      SELECT DISTINCT e.id FROM card c JOIN edition e ON e.id = c.edition_id
      WHERE c.story_id = ANY (:stories)
        AND (e.state IN ('collecting', 'approved', 'held', 'sending', 'stopped')
          OR (e.state = 'sent' AND e.expires_at > :now))
      """)
  List<Long> openEditionsWith(List<Long> stories, Instant now);

  /// What an edition shows, or will, that no ranking changes any more and that somebody may still
  /// get.
  @SqlQuery(
      """
      SELECT e.id AS edition, c.article_id AS article, c.embargoed_until
      FROM edition e JOIN card c ON c.edition_id = e.id
      WHERE e.expires_at > :now AND NOT c.dropped AND c.retracted_at IS NULL
        AND (e.state IN ('approved', 'sending', 'stopped', 'sent')
          OR (e.state = 'held' AND e.cut_off <= :now))
      """)
  @RegisterConstructorMapper(Shown.class)
  List<Shown> shown(Instant now);

  record Shown(long edition, long article, @Nullable Instant embargoedUntil) {}

  /// Where these stories stood in editions that have an audience.
  @SqlQuery(
      """
      SELECT e.id AS edition, e.edition_date AS date, c.ordinal,
        e.state IN ('sending', 'stopped') AND NOT c.dropped AND c.retracted_at IS NULL AS going
      FROM card c JOIN edition e ON e.id = c.edition_id
      WHERE c.story_id = ANY (:stories) AND e.frozen_at IS NOT NULL
      ORDER BY e.id, c.ordinal
      """)
  @RegisterConstructorMapper(Carried.class)
  List<Carried> carried(List<Long> stories);

  /// The headlines of front pages, in their order, without what may not be shown at that moment.
  @SqlQuery(
      """
      SELECT edition_id, coalesce(mail_headline, content->>'headline') AS headline FROM card
      WHERE edition_id = ANY(:editions) AND front_position IS NOT NULL AND NOT dropped AND retracted_at IS NULL
        AND (embargoed_until IS NULL OR embargoed_until <= :now)
      ORDER BY edition_id, front_position
      """)
  @RegisterConstructorMapper(Headline.class)
  List<Headline> headlines(List<Long> editions, Instant now);

  record Headline(long editionId, String headline) {}

  /// Single cards, each named by the edition and the ordinal at one place of the two lists.
  @SqlQuery(
      """
      SELECT c.edition_id, c.ordinal, c.story_id, coalesce(c.mail_headline, c.content->>'headline') AS headline,
        c.section, c.front_position, c.retracted_at IS NOT NULL OR c.dropped AS withdrawn
      FROM unnest(CAST(:editions AS bigint[]), CAST(:ordinals AS integer[])) AS u (edition_id, ordinal)
      JOIN card c ON c.edition_id = u.edition_id AND c.ordinal = u.ordinal
      """)
  @RegisterConstructorMapper(ShortCard.class)
  List<ShortCard> cards(List<Long> editions, List<Integer> ordinals);

  default List<ShortCard> cards(Map<EditionId, Set<Integer>> wanted) {
    List<Long> editions = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    wanted.forEach((edition, some) ->
        some.forEach(ordinal -> {
          editions.add(edition.value());
          ordinals.add(ordinal);
        }));
    return cards(editions, ordinals);
  }

  @SqlBatch("DELETE FROM card WHERE edition_id = :edition AND ordinal = :ordinal")
  void delete(long edition, @Bind("ordinal") List<Integer> ordinals);

  @SqlBatch(
      """
      INSERT INTO card (edition_id, ordinal, story_id, story_revision, article_id, article_revision,
        owner, section, topics, published_at, embargoed_until, content, score, signals,
        front_position, pinned_position, must_read, dropped, retracted_at,
        mail_headline, mail_standfirst)
      VALUES (:edition, :ordinal, :story, :storyRevision, :article, :articleRevision,
        :owner, :section, :topics, :publishedAt, :embargoedUntil, CAST(:content AS jsonb), :score,
        CAST(:signals AS jsonb), :frontPosition, :pinnedPosition, :mustRead, :dropped, :retractedAt,
        :mailHeadline, :mailStandfirst)
      ON CONFLICT (edition_id, ordinal) DO UPDATE SET
        story_id = EXCLUDED.story_id, story_revision = EXCLUDED.story_revision,
        article_id = EXCLUDED.article_id, article_revision = EXCLUDED.article_revision,
        owner = EXCLUDED.owner, section = EXCLUDED.section, topics = EXCLUDED.topics,
        published_at = EXCLUDED.published_at, embargoed_until = EXCLUDED.embargoed_until,
        content = EXCLUDED.content, score = EXCLUDED.score, signals = EXCLUDED.signals,
        front_position = EXCLUDED.front_position, pinned_position = EXCLUDED.pinned_position,
        must_read = EXCLUDED.must_read, dropped = EXCLUDED.dropped,
        retracted_at = EXCLUDED.retracted_at, mail_headline = EXCLUDED.mail_headline,
        mail_standfirst = EXCLUDED.mail_standfirst
      """)
  void upsert(@BindRow List<CardRow> rows);

  /// `going`: more readers may still get it.
  record Carried(long edition, LocalDate date, int ordinal, boolean going) {}
}
