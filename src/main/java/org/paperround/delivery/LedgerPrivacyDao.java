package org.paperround.delivery;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.MapMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// What the ledger holds of one person.
interface LedgerPrivacyDao {
  @SqlQuery(
      """
      SELECT d.edition_date::text AS date, d.edition_id AS edition, d.state = 3 AS sent,
        to_char(d.claimed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS composed_at,
        to_char(d.settled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS settled_at,
        to_char(d.bounced_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS came_back_at,
        array_to_string(d.cards, ', ') AS cards,
        array_to_string(d.earlier, ', ') AS earlier_cards,
        array_to_string(d.reasons, ', ') AS reasons, d.tracked,
        to_char(c.copied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS copied_at
      FROM delivery d
      LEFT JOIN digest_copy c ON c.subscriber_id = d.subscriber_id AND c.edition_id = d.edition_id
      WHERE d.subscriber_id = :subscriber ORDER BY d.edition_date, d.edition_id
      """)
  @RegisterRowMapper(MapMapper.class)
  List<Map<String, Object>> held(long subscriber);

  @SqlUpdate(
      """
      UPDATE delivery SET cards = NULL, updates = NULL, reasons = NULL, earlier = NULL
      WHERE subscriber_id = :subscriber AND (cards IS NOT NULL OR earlier IS NOT NULL)
      """)
  int forgetCards(long subscriber);

  @SqlUpdate("DELETE FROM digest_copy WHERE subscriber_id = :subscriber")
  int forgetCopies(long subscriber);

  @SqlUpdate("DELETE FROM random_tail WHERE subscriber_id = :subscriber")
  int forgetTails(long subscriber);
}
