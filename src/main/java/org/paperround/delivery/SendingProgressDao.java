package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

interface SendingProgressDao {
  /// All rows of an edition, by group, state, and the minute in which they are due if they wait.
  @SqlQuery(
      """
      SELECT domain_group, CAST(state AS integer) AS state,
        CASE WHEN CAST(state AS integer) IN (0, 1, 2) THEN date_trunc('minute', due_at) END AS minute,
        count(*) AS mails,
        count(*) FILTER (WHERE CAST(state AS integer) = 3 AND settled_at > :since) AS lately,
        count(bounced_at) AS returned
      FROM delivery WHERE edition_id = :edition AND edition_date = :date
      GROUP BY 1, 2, 3
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> rows(long edition, LocalDate date, Instant since);

  /// The most mails that relays accepted in any one minute of this edition; 0: none.
  @SqlQuery(
      """
      SELECT coalesce(max(m.mails), 0) FROM (
        SELECT count(*) AS mails FROM attempt
        WHERE edition_id = :edition AND edition_date = :date AND outcome = 0
        GROUP BY date_trunc('minute', at)) m
      """)
  long bestMinute(long edition, LocalDate date);

  record Row(
      int domainGroup,
      int state,
      @Nullable Instant minute,
      long mails,
      long lately,
      long returned) {
    SendingProgress.Rows read() {
      return new SendingProgress.Rows(
          domainGroup,
          DeliveryState.of(state),
          minute,
          new SendingProgress.Counts(mails, lately, returned));
    }
  }
}
