package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

interface AlertForecastDao {
  /// How many of a newsletter's readers who can be mailed have had as many alerts since that
  /// instant as they want, or as `perDay` says where they said nothing.
  @SqlQuery(
      """
      SELECT count(*)
      FROM (SELECT d.subscriber_id, count(*) AS alerts FROM delivery d
            WHERE d.edition_date >= :oldest AND d.priority = :priority AND d.cards IS NOT NULL
              AND d.claimed_at >= :since
            GROUP BY d.subscriber_id) had
      JOIN eligible_subscription es
        ON es.subscriber_id = had.subscriber_id AND es.newsletter_id = :newsletter
      JOIN recipient r
        ON r.subscriber_id = es.subscriber_id AND r.newsletter_id = es.newsletter_id
      WHERE had.alerts >= coalesce(r.alerts_per_day, :perDay)
        AND r.suppression_reason IS NULL AND (r.paused_until IS NULL OR r.paused_until <= :now)
      """)
  long tired(
      long newsletter, int perDay, int priority, LocalDate oldest, Instant since, Instant now);
}
