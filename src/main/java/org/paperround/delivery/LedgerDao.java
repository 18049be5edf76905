package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// Changes of rows that wait, made by more than one part.
interface LedgerDao {
  /// Ends rows that wait, without a transmission.
  @SqlUpdate(
      """
      UPDATE delivery d SET state = u.state, reason = u.reason, settled_at = :now
      FROM unnest(CAST(:subscribers AS bigint[]), CAST(:states AS smallint[]), CAST(:reasons AS smallint[]))
        AS u (subscriber_id, state, reason)
      WHERE d.subscriber_id = u.subscriber_id AND d.edition_date = :date AND d.edition_id = :edition
        AND CAST(d.state AS integer) IN (0, 2)
      """)
  int end(@BindRow Endings endings);

  record Endings(
      long edition,
      LocalDate date,
      List<Long> subscribers,
      List<Integer> states,
      List<@Nullable Integer> reasons,
      Instant now) {}
}
