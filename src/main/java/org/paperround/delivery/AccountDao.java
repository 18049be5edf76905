package org.paperround.delivery;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

interface AccountDao {
  /// The whole account in one statement, so that it is of one instant even while the edition is
  /// sent. The first line has no state and holds the audience and the accepted readers. What waits
  /// and what does not are counted apart, each by its own index.
  @SqlQuery(
      """
      WITH a AS MATERIALIZED (
        SELECT edition_id, edition_date, eligible FROM audience WHERE edition_id = :edition)
      SELECT NULL::smallint AS state, NULL::smallint AS reason, a.eligible AS rows,
        (SELECT count(DISTINCT t.subscriber_id) FROM attempt t
         WHERE t.edition_id = a.edition_id AND t.edition_date = a.edition_date AND t.outcome IN (0, 4))
          AS accepted
      FROM a
      UNION ALL
      SELECT d.state, d.reason, count(*), 0
      FROM a JOIN delivery d ON d.edition_id = a.edition_id AND d.edition_date = a.edition_date
      WHERE d.state IN (0, 2)
      GROUP BY d.state, d.reason
      UNION ALL
      SELECT d.state, d.reason, count(*), 0
      FROM a JOIN delivery d ON d.edition_id = a.edition_id AND d.edition_date = a.edition_date
      WHERE d.state NOT IN (0, 2)
      GROUP BY d.state, d.reason
      """)
  @RegisterConstructorMapper(Line.class)
  List<Line> lines(long edition);

  /// Transmissions that a relay accepted; more than one for a reader where its answer was lost.
  @SqlQuery(
      """
      SELECT count(*) FROM audience a JOIN attempt t
        ON t.edition_id = a.edition_id AND t.edition_date = a.edition_date AND t.outcome = 0
      WHERE a.edition_id = :edition
      """)
  long accepted(long edition);

  /// Handed over without an answer: what waits to be sent again, and what a person has to decide
  /// on. A row that waits keeps its cards for nothing else.
  @SqlQuery(
      """
      SELECT count(*) FROM audience a JOIN delivery d
        ON d.edition_id = a.edition_id AND d.edition_date = a.edition_date
      WHERE a.edition_id = :edition
        AND (d.state = 7 OR (d.state IN (0, 2) AND d.cards IS NOT NULL))
      """)
  long unknown(long edition);

  record Line(@Nullable Integer state, @Nullable Integer reason, long rows, long accepted) {}
}
