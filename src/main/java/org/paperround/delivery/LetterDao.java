package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.edition.LetterCard;
import org.paperround.platform.database.BindRow;

/// The audience of a letter: read from the ledger itself.
interface LetterDao {
  /// Who was shown one of these cards, or may have been, by whichever transmission. Rows that wait
  /// for another try are apart, because their index is another.
  String SHOWN =
      """
      (SELECT d.subscriber_id
       FROM unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:ordinals AS smallint[]))
         AS c (edition_id, edition_date, ordinal)
       JOIN delivery d ON d.edition_id = c.edition_id AND d.edition_date = c.edition_date
       WHERE d.state NOT IN (0, 2) AND c.ordinal = ANY(d.earlier || d.cards)
       UNION
       SELECT d.subscriber_id
       FROM unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:ordinals AS smallint[]))
         AS c (edition_id, edition_date, ordinal)
       JOIN delivery d ON d.edition_id = c.edition_id AND d.edition_date = c.edition_date
       WHERE d.state IN (0, 2) AND c.ordinal = ANY(d.earlier || d.cards)) r
      """;

  /// Whether one of these cards is on its way to somebody at this moment.
  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM delivery d
        JOIN unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:ordinals AS smallint[]))
          AS c (edition_id, edition_date, ordinal)
          ON d.edition_id = c.edition_id AND d.edition_date = c.edition_date
        WHERE d.state = 1 AND c.ordinal = ANY(d.cards))
      """)
  boolean underWay(@BindRow Cards cards);

  /// Held to the end of the transaction by whoever makes the audience of a letter about this story:
  /// of two with the same words the second sees whom the first reaches.
  @SqlQuery(
      "SELECT pg_advisory_xact_lock(hashtext('letter'), hashtext(CAST(:story AS text)))::text")
  String lock(long story);

  /// A row for each reader who was shown one of these cards, or may have been, and is or was
  /// subscribed to the newsletter; none for whom a letter of `same` has reached or will reach.
  @SqlUpdate(
      """
      INSERT INTO delivery
        (subscriber_id, edition_date, edition_id, priority, domain_group, slot, due_at, late_at)
      SELECT r.subscriber_id, :date, :edition, :priority, coalesce(g.code, 0), s.id, s.due_at, :expiresAt
      FROM
      """
          + SHOWN
          + """
          JOIN due_slot s ON s.edition_id = :edition
          JOIN recipient rc
            ON rc.subscriber_id = r.subscriber_id AND rc.newsletter_id = :newsletter
          LEFT JOIN eligible_subscription es
            ON es.subscriber_id = r.subscriber_id AND es.newsletter_id = :newsletter
          LEFT JOIN unnest(CAST(:domains AS text[]), CAST(:codes AS smallint[])) AS g (domain, code)
            ON g.domain = lower(es.domain)
          WHERE NOT EXISTS (SELECT FROM delivery o
            JOIN audience oa ON oa.edition_id = o.edition_id
            WHERE o.subscriber_id = r.subscriber_id AND o.edition_id = ANY(CAST(:same AS bigint[]))
              AND (o.state IN (1, 3, 7)
                OR (o.state IN (0, 2) AND EXISTS (SELECT FROM recipient other
                  WHERE other.subscriber_id = o.subscriber_id AND other.newsletter_id = oa.newsletter_id
                    AND other.subscription_state = 'confirmed'
                    AND (other.paused_until IS NULL OR other.paused_until <= :now)))))
          """)
  long insert(@BindRow Cards cards, @BindRow Rule rule);

  /// Of those whom a letter of this newsletter would be for: who can be mailed at that moment, by
  /// what is asked when a row is claimed.
  @SqlQuery(
      "SELECT count(*) FROM "
          + SHOWN
          + """
          JOIN recipient rc ON rc.subscriber_id = r.subscriber_id AND rc.newsletter_id = :newsletter
          WHERE rc.subscription_state = 'confirmed' AND rc.erased_at IS NULL
            AND rc.suppression_reason IS NULL
            AND (rc.paused_until IS NULL OR rc.paused_until <= :now)
          """)
  long mailable(@BindRow Cards cards, long newsletter, Instant now);

  /// Who was shown one of these cards, or may have been.
  @SqlQuery("SELECT count(*) FROM " + SHOWN)
  long shown(@BindRow Cards cards);

  /// Where the story stood.
  record Cards(List<Long> editions, List<String> dates, List<Integer> ordinals) {
    static Cards of(List<LetterCard> shown) {
      return new Cards(
          shown.stream().map(card -> card.edition().value()).toList(),
          shown.stream().map(card -> card.date().toString()).toList(),
          shown.stream().map(LetterCard::ordinal).toList());
    }
  }

  record Rule(
      long edition,
      LocalDate date,
      long newsletter,
      int priority,
      Instant expiresAt,
      Instant now,
      List<String> domains,
      List<Integer> codes,
      List<Long> same) {}
}
