package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// What became of one edition.
interface EditionReportDao {
  @SqlQuery("SELECT card_ordinal, readers, tracked FROM exposure WHERE edition_id = :edition")
  @RegisterConstructorMapper(Shown.class)
  List<Shown> shown(long edition);

  @SqlQuery(
      "SELECT exposed_at FROM audience WHERE edition_id = :edition AND exposed_at IS NOT NULL")
  Optional<Instant> counted(long edition);

  @SqlQuery("SELECT count(DISTINCT subscriber_id) FROM departure WHERE edition_id = :edition")
  long left(long edition);

  /// Of those who left, by card: how many had it.
  @SqlQuery(
      """
      SELECT c.ordinal, count(DISTINCT d.subscriber_id) AS readers
      FROM departure l
      JOIN delivery d ON d.subscriber_id = l.subscriber_id AND d.edition_date = :date
        AND d.edition_id = l.edition_id AND CAST(d.state AS integer) IN (3, 7)
      CROSS JOIN LATERAL unnest(d.cards) AS c (ordinal)
      WHERE l.edition_id = :edition
      GROUP BY c.ordinal
      """)
  @KeyColumn("ordinal")
  @ValueColumn("readers")
  Map<Integer, Long> leftPerCard(long edition, LocalDate date);

  /// By class of bounce; 4, for a while, where it was not kept.
  @SqlQuery(
      """
      SELECT coalesce(bounce, 4) AS bounce, count(*) AS mails FROM delivery
      WHERE edition_id = :edition AND edition_date = :date AND bounced_at IS NOT NULL
      GROUP BY coalesce(bounce, 4)
      """)
  @KeyColumn("bounce")
  @ValueColumn("mails")
  Map<Integer, Long> returned(long edition, LocalDate date);

  /// One that names no mail is about the newsletter's latest to that reader; about the latest of
  /// any where it names no newsletter.
  @SqlQuery(
      """
      SELECT count(DISTINCT c.subscriber_id)
      FROM audience a
      JOIN complaint c ON c.at > a.frozen_at
      WHERE a.edition_id = :edition AND (c.edition_id = a.edition_id OR c.edition_id IS NULL
        AND (c.newsletter_id IS NULL OR c.newsletter_id = a.newsletter_id)
        AND EXISTS (
          SELECT FROM delivery d
          WHERE d.subscriber_id = c.subscriber_id AND d.edition_date = :date
            AND d.edition_id = a.edition_id AND CAST(d.state AS integer) = 3 AND d.claimed_at <= c.at
            AND NOT EXISTS (
              SELECT FROM delivery n JOIN audience na ON na.edition_id = n.edition_id
              WHERE n.subscriber_id = d.subscriber_id AND n.edition_date >= d.edition_date
                AND CAST(n.state AS integer) = 3 AND n.claimed_at > d.claimed_at
                AND n.claimed_at <= c.at
                AND (c.newsletter_id IS NULL OR na.newsletter_id = c.newsletter_id))))
      """)
  long complaints(long edition, LocalDate date);

  record Shown(int cardOrdinal, long readers, long tracked) {}
}
