package org.paperround.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// Needs [StoredEdition.Mapper] to be registered.
interface EditionDao {
  String COLUMNS =
      """
      id, newsletter_id, edition_date, planned_at, cut_off, expires_at, state, revision,
      subject, other_subjects, preheader, worded, intro, ranked_at, frozen_at, next_ordinal, corrects_edition,
      corrects_story, letter, story_id, (SELECT ARRAY[coalesce(c.mail_headline, c.content->>'headline'), c.content->>'url']
       FROM letter_card l JOIN card c ON c.edition_id = l.edition_id AND c.ordinal = l.ordinal
       WHERE l.letter_id = edition.id AND l.edition_id = corrects_edition ORDER BY c.ordinal LIMIT 1) AS letter_shown
      """;

  @SqlQuery("SELECT " + COLUMNS + " FROM edition WHERE id = :id")
  Optional<StoredEdition> find(long id);

  @SqlQuery("SELECT " + COLUMNS + " FROM edition WHERE id = :id FOR UPDATE")
  Optional<StoredEdition> lock(long id);

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM edition WHERE letter IS NULL ORDER BY cut_off DESC, id DESC LIMIT 1")
  Optional<StoredEdition> latest();

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM edition WHERE newsletter_id = :newsletter AND letter IS NULL"
          + " ORDER BY cut_off DESC, id DESC LIMIT :limit")
  List<StoredEdition> recent(long newsletter, int limit);

  /// Letters, the latest first.
  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM edition WHERE newsletter_id = :newsletter AND letter IS NOT NULL"
          + " ORDER BY cut_off DESC, id DESC LIMIT :limit")
  List<StoredEdition> letters(long newsletter, int limit);

  /// What the engine may still have to act on: a stopped edition only until its audience is frozen,
  /// because then its account closes it.
  @SqlQuery(
      "SELECT "
          + COLUMNS
          + """
           FROM edition
           WHERE state IN ('collecting', 'held', 'approved')
              OR (state = 'stopped' AND frozen_at IS NULL)
           ORDER BY cut_off, id
          """)
  List<StoredEdition> open();

  /// The editions whose ranking may bring a story in at any moment.
  @SqlQuery("SELECT id FROM edition WHERE state IN ('collecting', 'held')")
  Set<Long> ranked();

  @SqlQuery(
      "SELECT "
          + COLUMNS
          + " FROM edition WHERE newsletter_id = :newsletter AND planned_at = :plannedAt")
  Optional<StoredEdition> planned(long newsletter, Instant plannedAt);

  /// In the order of ids, so that two who lock several never wait for each other.
  @SqlQuery("SELECT " + COLUMNS + " FROM edition WHERE id IN (<ids>) ORDER BY id FOR UPDATE")
  List<StoredEdition> lockAll(@BindList("ids") List<Long> ids);

  /// Empty when the newsletter has an edition planned for that instant already.
  @SqlQuery(
      """
      INSERT INTO edition (newsletter_id, edition_date, planned_at, scheduled, cut_off, expires_at,
        state, state_since)
      VALUES (:newsletter, :date, :plannedAt, :scheduled, :plannedAt, :expiresAt, 'collecting', :now)
      ON CONFLICT (newsletter_id, planned_at) DO NOTHING
      RETURNING id
      """)
  Optional<Long> insert(@BindRow NewEdition edition);

  /// An alert, its one card still to come; empty when there is one of this story and revision, or
  /// another edition is planned for that instant.
  @SqlQuery(
      """
      INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at, state,
        state_since, next_ordinal, story_id, story_revision)
      VALUES (:newsletter, :date, :plannedAt, :plannedAt, :expiresAt, 'collecting', :now, 2, :story,
        :storyRevision)
      ON CONFLICT DO NOTHING
      RETURNING id
      """)
  Optional<Long> insertAlert(@BindRow NewAlert alert);

  /// The alerts of this newsletter on any of these stories, sent or not.
  @SqlQuery(
      """
      SELECT id AS edition, story_id AS story, story_revision AS revision, planned_at AS at
      FROM edition WHERE newsletter_id = :newsletter AND story_id = ANY (:stories)
      ORDER BY planned_at
      """)
  @RegisterConstructorMapper(AlertRules.Alerted.class)
  List<AlertRules.Alerted> alerted(long newsletter, List<Long> stories);

  /// The end of the window that the edition before this one covered.
  @SqlQuery(
      """
      SELECT max(cut_off) FROM edition
      WHERE newsletter_id = :newsletter AND id <> :id AND cut_off < :cutOff
        AND state NOT IN ('missed', 'skipped') AND letter IS NULL
      """)
  Optional<Instant> previousCutOff(long newsletter, long id, Instant cutOff);

  @SqlQuery(
      """
      SELECT max(planned_at) FROM edition
      WHERE newsletter_id = :newsletter AND planned_at <= :at AND letter IS NULL
      """)
  Optional<Instant> lastPlanned(long newsletter, Instant at);

  /// Editions that collect for an instant the schedule no longer has move to `plannedAt`.
  @SqlUpdate(
      """
      UPDATE edition SET planned_at = :plannedAt, cut_off = :plannedAt, edition_date = :date,
        expires_at = :expiresAt
      WHERE id = (
        SELECT id FROM edition
        WHERE newsletter_id = :newsletter AND scheduled AND state = 'collecting'
          AND planned_at > :now
        ORDER BY planned_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND NOT EXISTS (
        SELECT FROM edition WHERE newsletter_id = :newsletter AND planned_at = :plannedAt)
      """)
  int move(@BindRow NewEdition edition);

  /// One node gets the right to rank for as long as `rankedBefore` keeps the others away.
  @SqlUpdate(
      """
      UPDATE edition SET ranked_at = :now
      WHERE id = :id AND state IN ('collecting', 'held')
        AND (ranked_at IS NULL OR ranked_at <= :rankedBefore)
      """)
  int claimRanking(long id, Instant now, Instant rankedBefore);

  @SqlUpdate("UPDATE edition SET ranked_at = :rankedAt, next_ordinal = :nextOrdinal WHERE id = :id")
  int ranked(long id, Instant rankedAt, int nextOrdinal);

  /// The caller holds the row's lock.
  @SqlUpdate(
      """
      UPDATE edition SET revision = revision + 1, decided_by = :actor, cut_off = :cutOff,
        state_since = CASE WHEN state = :state THEN state_since ELSE :now END, state = :state
      WHERE id = :id
      """)
  int decide(long id, String state, Instant cutOff, String actor, Instant now);

  /// Who approved it as the first of two, with nothing done to it since but what the engine does at
  /// the cut-off.
  @SqlQuery(
      """
      SELECT f.actor FROM edition_revision f
      WHERE f.edition_id = :id AND f.action = 'approve_first'
        AND NOT EXISTS (SELECT FROM edition_revision r
          WHERE r.edition_id = f.edition_id AND r.revision > f.revision AND r.action <> 'held')
      """)
  Optional<String> firstApproval(long id);

  /// From the present revision on; its line of the diary keeps the subjects.
  @SqlUpdate(
      """
      WITH worded AS (
        UPDATE edition SET subject = :subject, other_subjects = CAST(:others AS text[]),
          preheader = :preheader, worded = revision
        WHERE id = :id
        RETURNING id, revision, subject, other_subjects)
      UPDATE edition_revision r SET subjects = array_remove(w.subject || w.other_subjects, NULL)
      FROM worded w WHERE r.edition_id = w.id AND r.revision = w.revision
      """)
  int words(long id, @Nullable String subject, List<String> others, @Nullable String preheader);

  @SqlUpdate("UPDATE edition SET intro = :intro WHERE id = :id")
  int intro(long id, @Nullable String intro);

  @SqlUpdate(
      """
      UPDATE edition SET state = 'sending', state_since = :now, frozen_at = :now
      WHERE id = :id AND state = 'approved'
      """)
  int markSending(long id, Instant now);

  @SqlUpdate(
      """
      UPDATE edition SET state = 'sent', state_since = :now
      WHERE id = :id AND (state = 'sending' OR (state = 'stopped' AND expires_at <= :now))
      """)
  int markSent(long id, Instant now);

  @SqlUpdate(
      "UPDATE edition SET state = 'sending', state_since = :now WHERE id = :id AND state = 'sent'")
  int reopen(long id, Instant now);

  /// Locks the editions with an audience in which these stories stand: none of them is opened again
  /// meanwhile.
  @SqlQuery(
      """
      SELECT id FROM edition
      WHERE frozen_at IS NOT NULL AND id IN (SELECT edition_id FROM card WHERE story_id = ANY (:stories))
      ORDER BY id FOR UPDATE
      """)
  List<Long> lockWith(List<Long> stories);

  /// Which of these stories a letter corrects.
  @SqlQuery(
      """
      SELECT DISTINCT s.id FROM unnest(CAST(:stories AS bigint[])) AS s (id)
      JOIN edition e ON e.corrects_story = s.id
      """)
  List<Long> corrected(List<Long> stories);

  /// Those that are or were sent and have not expired, the latest first; one that was stopped is
  /// among them.
  @SqlQuery(
      "SELECT "
          + COLUMNS
          + """
           FROM edition
           WHERE newsletter_id = :newsletter AND letter IS NULL AND expires_at > :now
             AND (state IN ('sending', 'sent') OR (state = 'stopped' AND frozen_at IS NOT NULL))
           ORDER BY cut_off DESC, id DESC
          """)
  List<StoredEdition> out(long newsletter, Instant now);

  /// What went out before that cut-off, or is going out, the latest first.
  @SqlQuery(
      "SELECT "
          + COLUMNS
          + """
           FROM edition
           WHERE newsletter_id = :newsletter AND letter IS NULL AND state IN ('sending', 'sent')
             AND cut_off < :before
           ORDER BY cut_off DESC, id DESC LIMIT :most
          """)
  List<StoredEdition> published(long newsletter, Instant before, int most);

  /// A line of the diary about the revision that the edition has now.
  @SqlUpdate(
      """
      INSERT INTO edition_revision (edition_id, revision, at, actor, action, story_id)
      SELECT id, revision, :at, :actor, :action, :story FROM edition WHERE id = :id
      """)
  int diary(long id, Instant at, String actor, String action, @Nullable Long story);

  /// Why, for the line of the present revision.
  @SqlUpdate(
      """
      UPDATE edition_revision SET note = :note
      WHERE edition_id = :id AND revision = (SELECT revision FROM edition WHERE id = :id)
      """)
  int note(long id, String note);

  @SqlQuery(
      """
      SELECT revision, at, actor, action, story_id AS story, note, change IS NOT NULL AS of_stories,
        words IS NOT NULL AS of_words, subjects
      FROM edition_revision
      WHERE edition_id = :id ORDER BY revision
      """)
  @RegisterConstructorMapper(DiaryEntry.class)
  List<DiaryEntry> diary(long id);

  /// Beside the line of the present revision.
  @SqlUpdate(
      """
      UPDATE edition_revision SET change = CAST(:change AS jsonb)
      WHERE edition_id = :id AND revision = (SELECT revision FROM edition WHERE id = :id)
      """)
  int keepChange(long id, String change);

  @SqlQuery(
      """
      SELECT change FROM edition_revision
      WHERE edition_id = :id AND revision = :revision AND change IS NOT NULL
      """)
  Optional<String> change(long id, int revision);

  /// Beside the line of the present revision.
  @SqlUpdate(
      """
      UPDATE edition_revision SET words = CAST(:words AS jsonb)
      WHERE edition_id = :id AND revision = (SELECT revision FROM edition WHERE id = :id)
      """)
  int keepWords(long id, String words);

  @SqlQuery(
      """
      SELECT words FROM edition_revision
      WHERE edition_id = :id AND revision = :revision AND words IS NOT NULL
      """)
  Optional<String> wordsChange(long id, int revision);

  /// An approved letter; it is never ranked. Empty when an edition was planned for this very
  /// instant, or this letter was made at the same time.
  @SqlQuery(
      """
      INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at, state,
        state_since, decided_by, ranked_at, subject, preheader, corrects_edition, corrects_story, letter)
      VALUES (:newsletter, :date, :plannedAt, :plannedAt, :expiresAt, 'approved', :plannedAt, :actor,
        :plannedAt, :subject, :preheader, :corrects, :story, :letter)
      ON CONFLICT DO NOTHING
      RETURNING id
      """)
  Optional<Long> insertLetter(@BindRow NewLetter letter);

  /// The letter with these words about one of these stories, if there is one.
  @SqlQuery(
      """
      SELECT id FROM edition
      WHERE newsletter_id = :newsletter AND corrects_story = ANY (:stories) AND letter = :letter
      """)
  Optional<Long> sameLetter(long newsletter, List<Long> stories, String letter);

  @SqlUpdate(
      """
      INSERT INTO letter_card (letter_id, edition_id, edition_date, ordinal)
      SELECT :letter, u.edition_id, u.edition_date, u.ordinal
      FROM unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:ordinals AS smallint[]))
        AS u (edition_id, edition_date, ordinal)
      """)
  int letterCards(long letter, List<Long> editions, List<String> dates, List<Integer> ordinals);

  @SqlQuery(
      """
      SELECT edition_id AS edition, edition_date AS date, ordinal FROM letter_card
      WHERE letter_id = :letter ORDER BY edition_id, ordinal
      """)
  @RegisterConstructorMapper(LetterCardRow.class)
  List<LetterCardRow> letterCards(long letter);

  /// The letters about the same story with the same words, of whatever newsletter.
  @SqlQuery(
      """
      SELECT o.id FROM edition l
      JOIN edition o ON o.corrects_story = l.corrects_story AND o.letter = l.letter AND o.id <> l.id
      WHERE l.id = :letter
      """)
  List<Long> sameLetters(long letter);

  record LetterCardRow(long edition, LocalDate date, int ordinal) {}

  record NewLetter(
      long newsletter,
      LocalDate date,
      Instant plannedAt,
      Instant expiresAt,
      String actor,
      String subject,
      String preheader,
      long corrects,
      long story,
      String letter) {}

  record NewAlert(
      long newsletter,
      LocalDate date,
      Instant plannedAt,
      Instant expiresAt,
      Instant now,
      long story,
      int storyRevision) {}

  record NewEdition(
      long newsletter,
      LocalDate date,
      Instant plannedAt,
      boolean scheduled,
      Instant expiresAt,
      Instant now) {}
}
