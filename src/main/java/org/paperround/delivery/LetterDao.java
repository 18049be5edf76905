package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.paperround.platform.database.BindRow;

/// The audience of a letter: read from the ledger itself.
interface LetterDao {
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

  /// A row for each reader who was shown one of these cards, or may have been; none for whom a
  /// letter of `same` has reached or will reach.
  @SqlUpdate(
      """
      INSERT INTO delivery
        (subscriber_id, edition_date, edition_id, priority, domain_group, slot, due_at, late_at)
      SELECT r.subscriber_id, :date, :edition, :priority, coalesce(g.code, 0), s.id, s.due_at, :expiresAt
      FROM (SELECT DISTINCT d.subscriber_id FROM delivery d
            JOIN unnest(CAST(:editions AS bigint[]), CAST(:dates AS date[]), CAST(:ordinals AS smallint[]))
              AS c (edition_id, edition_date, ordinal)
              ON d.edition_id = c.edition_id AND d.edition_date = c.edition_date
            WHERE c.ordinal = ANY(d.cards)) r
      JOIN due_slot s ON s.edition_id = :edition
      LEFT JOIN eligible_subscription es
        ON es.subscriber_id = r.subscriber_id AND es.newsletter_id = :newsletter
      LEFT JOIN unnest(CAST(:domains AS text[]), CAST(:codes AS smallint[])) AS g (domain, code)
        ON g.domain = lower(es.domain)
      WHERE NOT EXISTS (SELECT FROM delivery o
        WHERE o.subscriber_id = r.subscriber_id AND o.edition_id = ANY(CAST(:same AS bigint[]))
          AND o.state NOT IN (4, 5, 6))
      """)
  long insert(@BindRow Cards cards, @BindRow Rule rule);

  /// Where the story stood.
  record Cards(List<Long> editions, List<String> dates, List<Integer> ordinals) {}

  record Rule(
      long edition,
      LocalDate date,
      long newsletter,
      int priority,
      Instant expiresAt,
      List<String> domains,
      List<Integer> codes,
      List<Long> same) {}
}
