package org.paperround.delivery;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

interface SubjectCountsDao {
  /// What was sent of these revisions, by subject. Who consented then and does so still is
  /// observed.
  @SqlQuery(
      """
      SELECT d.subject_variant AS subject, count(*) AS sent, count(r.subscriber_id) AS observed,
        count(c.subscriber_id) AS clicks
      FROM delivery d
      LEFT JOIN recipient r ON d.tracked AND r.subscriber_id = d.subscriber_id
        AND r.newsletter_id = (SELECT newsletter_id FROM audience WHERE edition_id = :edition)
        AND r.tracking_consent AND r.erased_at IS NULL
      LEFT JOIN human_click c ON c.subscriber_id = r.subscriber_id AND c.edition_id = :edition
      WHERE d.edition_id = :edition AND d.edition_date = :date AND CAST(d.state AS integer) = 3
        AND d.revision >= :from AND d.revision < :until AND d.subject_variant IS NOT NULL
      GROUP BY d.subject_variant
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> count(long edition, LocalDate date, int from, int until);

  record Row(int subject, long sent, long observed, long clicks) {
    static final Row NOTHING = new Row(0, 0, 0, 0);
  }
}
