package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/// The ledger by its reader.
interface ReaderLedgerDao {
  /// The latest `most` before that edition, the newest first, each with the last transmission.
  @SqlQuery(
      """
      SELECT d.edition_id, d.state, d.reason, coalesce(d.settled_at, d.due_at) AS at, d.attempts,
        d.bounced_at, d.bounce, d.cards, d.updates, d.reasons,
        t.outcome, t.at AS said_at, t.code, t.enhanced, t.reply, t.relay,
        (SELECT max(c.at) FROM complaint c
          WHERE c.subscriber_id = d.subscriber_id AND c.edition_id = d.edition_id) AS complained_at,
        (SELECT c.copied_at FROM digest_copy c
          WHERE c.subscriber_id = d.subscriber_id AND c.edition_id = d.edition_id) AS copied_at
      FROM delivery d
      LEFT JOIN LATERAL (
        SELECT a.outcome, a.at, a.code, a.enhanced, a.reply, a.relay FROM attempt a
        WHERE a.edition_id = d.edition_id AND a.subscriber_id = d.subscriber_id
          AND a.edition_date = d.edition_date
        ORDER BY a.at DESC, a.number DESC LIMIT 1) t ON true
      WHERE d.subscriber_id = :subscriber AND d.edition_date <= :date
        AND (d.edition_date, d.edition_id) < (:date, :edition)
      ORDER BY d.edition_date DESC, d.edition_id DESC LIMIT :most
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> before(long subscriber, LocalDate date, long edition, int most);

  record Row(
      long editionId,
      int state,
      @Nullable Integer reason,
      Instant at,
      int attempts,
      @Nullable Instant bouncedAt,
      @Nullable Integer bounce,
      @Nullable List<Integer> cards,
      @Nullable List<Integer> updates,
      @Nullable List<String> reasons,
      @Nullable Integer outcome,
      @Nullable Instant saidAt,
      @Nullable Integer code,
      @Nullable String enhanced,
      @Nullable String reply,
      @Nullable String relay,
      @Nullable Instant complainedAt,
      @Nullable Instant copiedAt) {
    List<Integer> shown() {
      return cards == null ? List.of() : cards;
    }

    ReaderMail.@Nullable Said said() {
      return outcome == null || saidAt == null
          ? null
          : new ReaderMail.Said(AttemptOutcome.of(outcome), saidAt, code, enhanced, reply, relay);
    }

    ReaderMail.@Nullable Returned returned() {
      return bouncedAt == null || bounce == null
          ? null
          : new ReaderMail.Returned(bouncedAt, BounceClass.of(bounce));
    }
  }
}
