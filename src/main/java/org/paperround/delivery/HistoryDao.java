package org.paperround.delivery;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.paperround.edition.EditionId;

/// Needs [HadMapper] to be registered.
interface HistoryDao {
  /// Those with an audience, whose rows may be in the ledger; the latest first, at most so many.
  @SqlQuery(
      """
      SELECT edition_id, edition_date FROM audience
      WHERE edition_date >= :since AND edition_id <> :edition
      ORDER BY edition_date DESC LIMIT :most
      """)
  @RegisterConstructorMapper(Past.class)
  List<Past> past(LocalDate since, long edition, int most);

  /// What these readers got or may get from editions other than those `without`, in no order.
  @SqlQuery(
      """
      SELECT subscriber_id, edition_id, edition_date, cards, tracked AND state = 3 AS observed
      FROM delivery
      WHERE subscriber_id = ANY(CAST(:subscribers AS bigint[])) AND edition_date >= :since
        AND cards IS NOT NULL AND edition_id <> ALL(CAST(:without AS bigint[]))
      """)
  List<Had> history(List<Long> subscribers, LocalDate since, List<Long> without);

  record Past(long editionId, LocalDate editionDate) {
    EditionId edition() {
      return new EditionId(editionId);
    }
  }

  /// `observed`: it was sent, and its clicks are seen.
  record Had(
      long subscriberId,
      long editionId,
      LocalDate editionDate,
      List<Short> cards,
      boolean observed) {}
}
