package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface DeliveriesDao {
  /// A row that was sent, or may have been.
  @SqlQuery(
      """
      SELECT plan_id, cards, updates, reasons, coalesce(subject_variant, 0) AS subject, claimed_at
      FROM delivery
      WHERE subscriber_id = :subscriber AND edition_date = :date AND edition_id = :edition
        AND state IN (3, 7) AND cards IS NOT NULL AND plan_id IS NOT NULL AND claimed_at IS NOT NULL
        AND reasons IS NOT NULL
      """)
  @RegisterConstructorMapper(Sent.class)
  Optional<Sent> sent(long subscriber, LocalDate date, long edition);

  @SqlQuery(
      """
      SELECT day, sent, bounced FROM sent_per_day
      WHERE newsletter_id = :newsletter AND day BETWEEN :from AND :to
      """)
  @RegisterConstructorMapper(SentOnDay.class)
  List<SentOnDay> sentPerDay(long newsletter, LocalDate from, LocalDate to);

  @SqlUpdate(
      """
      UPDATE delivery SET state = 2, due_at = :now, settled_at = :now
      WHERE edition_id = :edition AND edition_date = :date AND state = 7
      """)
  int resend(long edition, LocalDate date, Instant now);

  /// Says of uncertain rows that they were sent, with a person's word in place of the relay's.
  @SqlQuery(
      """
      WITH resolved AS (
        UPDATE delivery SET state = 3, settled_at = :now, attempts = attempts + 1
        WHERE edition_id = :edition AND edition_date = :date AND state = 7
        RETURNING subscriber_id, attempts),
      vouched AS (
        INSERT INTO attempt (edition_id, subscriber_id, node_id, at, edition_date, number, outcome, reply)
        SELECT :edition, subscriber_id, 0, :now, :date, attempts, 4, 'a person said that it was sent'
        FROM resolved)
      SELECT count(*) FROM resolved
      """)
  int vouch(long edition, LocalDate date, Instant now);

  record Sent(
      long planId,
      List<Integer> cards,
      @Nullable List<Integer> updates,
      List<String> reasons,
      int subject,
      Instant claimedAt) {}
}
