package org.paperround.bench;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Database;

/// Fills the ledger as if earlier editions had been sent: every reader of a newsletter had
/// [MadeUpPortal#HAD] cards of each, and who consents to tracking clicked one in each but the
/// fourth. Only for the throw-away database of a bench: it writes other features' tables, because
/// sending for days would take days.
final class DaysBefore {
  private final Database database;

  DaysBefore(Database database) {
    this.database = database;
  }

  /// `editions` are closed, and of a time when there were no readers.
  void fill(NewsletterId newsletter, List<EditionId> editions) {
    for (EditionId edition : editions) {
      database.useTransaction(handle -> {
        sent(handle, newsletter, edition);
        clicked(handle, edition);
      });
    }
    // As the database does by itself within a minute. Else who reads a page first marks its rows as
    // committed, and writes the page to the log.
    database.jdbi().useHandle(handle -> handle.execute("VACUUM (ANALYZE) delivery, click"));
  }

  /// The front page, then cards in steps from somewhere: others for each reader and day.
  private static void sent(Handle handle, NewsletterId newsletter, EditionId edition) {
    handle
        .createUpdate(
            """
            INSERT INTO delivery (subscriber_id, edition_id, edition_date, slot, due_at, late_at,
              claimed_at, settled_at, revision, state, attempts, tracked, cards, reasons)
            SELECT s.subscriber_id, e.id, e.edition_date, 0, e.cut_off, e.cut_off,
              e.cut_off, e.cut_off, e.revision, 3, 1, r.tracking_consent,
              ARRAY(SELECT i FROM generate_series(1, :front) i)
                || ARRAY(SELECT (:front + 1
                     + ((s.subscriber_id * 7 + e.id * 3 + i * (ARRAY[1, 2, 3, 4, 6])[1 + s.subscriber_id % 5])
                        % (:cards - :front)))::smallint
                   FROM generate_series(1, :had - :front) i)::smallint[],
              array_fill('top'::text, ARRAY[:had])
            FROM subscription s JOIN subscriber r ON r.id = s.subscriber_id CROSS JOIN edition e
            WHERE s.newsletter_id = :newsletter AND e.id = :edition
            """)
        .bind("newsletter", newsletter.value())
        .bind("edition", edition.value())
        .bind("front", MadeUpPools.FRONT_PAGE)
        .bind("cards", MadeUpPortal.CARDS_BEFORE)
        .bind("had", MadeUpPortal.HAD)
        .execute();
  }

  private static void clicked(Handle handle, EditionId edition) {
    handle
        .createUpdate(
            """
            INSERT INTO click (at, subscriber_id, edition_id, card_ordinal, story_id, verdict)
            SELECT d.settled_at + INTERVAL '1 hour', d.subscriber_id, d.edition_id, c.ordinal,
              c.story_id, 'human'
            FROM delivery d
            JOIN card c ON c.edition_id = d.edition_id
              AND c.ordinal = d.cards[1 + (d.subscriber_id + d.edition_id) % :had]
            WHERE d.edition_id = :edition AND d.tracked AND (d.subscriber_id + d.edition_id) % 4 > 0
            """)
        .bind("edition", edition.value())
        .bind("had", MadeUpPortal.HAD)
        .execute();
  }
}
