package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// What mails that came back change in the ledger.
interface BouncesDao {
  @SqlQuery(
      """
      SELECT state, claimed_at, settled_at, bounced_at FROM delivery
      WHERE subscriber_id = :subscriber AND edition_date = :date AND edition_id = :edition FOR UPDATE
      """)
  @RegisterConstructorMapper(Row.class)
  Optional<Row> lock(long subscriber, LocalDate date, long edition);

  @SqlQuery(
      """
      SELECT claimed_at FROM delivery
      WHERE subscriber_id = :subscriber AND edition_date = :date AND edition_id = :edition
        AND claimed_at IS NOT NULL
      """)
  Optional<Instant> claimedAt(long subscriber, LocalDate date, long edition);

  /// Only a row that was sent, and once.
  @SqlUpdate(
      """
      UPDATE delivery SET bounced_at = :at, bounce = :bounce
      WHERE subscriber_id = :subscriber AND edition_date = :date AND edition_id = :edition
        AND CAST(state AS integer) = 3 AND bounced_at IS NULL
      """)
  int mark(long subscriber, LocalDate date, long edition, int bounce, Instant at);

  /// How the reader's digests ended that were claimed at or after `since`, the latest `most` up to
  /// `to`; with the last words of the relay where it did not accept.
  @SqlQuery(
      """
      SELECT d.edition_date AS date, d.edition_id AS edition, d.state, d.reason, d.bounce,
        t.code, t.enhanced, t.reply
      FROM delivery d
      LEFT JOIN LATERAL (
        SELECT a.code, a.enhanced, a.reply FROM attempt a
        WHERE CAST(d.state AS integer) = 6 AND a.edition_id = d.edition_id
          AND a.subscriber_id = d.subscriber_id AND a.edition_date = d.edition_date
          AND a.outcome IN (1, 2)
        ORDER BY a.at DESC LIMIT 1) t ON true
      WHERE d.subscriber_id = :subscriber AND d.edition_date BETWEEN :from AND :to
        AND CAST(d.state AS integer) IN (3, 6) AND coalesce(d.claimed_at >= :since, true)
      ORDER BY d.edition_date DESC, d.edition_id DESC LIMIT :most
      """)
  @RegisterConstructorMapper(Ended.class)
  List<Ended> ended(long subscriber, LocalDate from, LocalDate to, Instant since, int most);

  record Row(
      int state,
      @Nullable Instant claimedAt,
      @Nullable Instant settledAt,
      @Nullable Instant bouncedAt) {}

  record Ended(
      LocalDate date,
      long edition,
      int state,
      @Nullable Integer reason,
      @Nullable Integer bounce,
      @Nullable Integer code,
      @Nullable String enhanced,
      @Nullable String reply) {}
}
