package org.paperround.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// The append-only consent records and the wordings they name.
interface ConsentDao {
  @SqlUpdate(
      "INSERT INTO consent_wording (locale, text) VALUES (:locale, :text) ON CONFLICT (locale,"
          + " text) DO NOTHING")
  void addWording(String locale, String text);

  @SqlQuery("SELECT id FROM consent_wording WHERE locale = :locale AND text = :text")
  Optional<Long> wording(String locale, String text);

  @SqlUpdate(
      """
      INSERT INTO consent_record
        (subscriber_id, newsletter_id, event, detail, method, at, wording_id, locale, source_url,
         network_prefix, edition_id)
      VALUES
        (:subscriber, :newsletter, :event, :detail, :method, :at, :wording, :locale, :sourceUrl,
         :networkPrefix, :edition)
      """)
  void add(@BindRow Row row);

  @SqlQuery(
      """
      SELECT count(*) FROM consent_record
      WHERE subscriber_id = :subscriber AND event = 'requested' AND at > :after
      """)
  long requestsSince(long subscriber, Instant after);

  /// `address` is what AddressChanges writes, `undo` what Leaving does: who takes back that they
  /// left shows nothing of the mailbox, no more than the import of a reader who was there before.
  @SqlQuery(
      """
      SELECT max(r.at) FROM consent_record r
      WHERE r.subscriber_id = :subscriber
        AND (r.event = 'unsuppressed'
          OR (r.event = 'confirmed' AND r.detail <> 'undo')
          OR (r.event = 'changed' AND r.detail = 'address')
          OR (r.event = 'imported' AND NOT EXISTS (
            SELECT FROM consent_record e WHERE e.subscriber_id = r.subscriber_id AND e.id < r.id)))
      """)
  Optional<Instant> reachableSince(long subscriber);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM consent_record
                     WHERE subscriber_id = :subscriber AND event = 'changed' AND detail = 'address' AND at > :after)
      """)
  boolean movedAfter(long subscriber, Instant after);

  @SqlQuery(
      """
      SELECT (at AT TIME ZONE :zone)::date AS day, event, detail, count(*) AS occurrences
      FROM consent_record
      WHERE newsletter_id = :newsletter AND at >= :from AND at < :until AND event IN ('requested', 'confirmed', 'ended')
      GROUP BY 1, 2, 3
      """)
  @RegisterConstructorMapper(Count.class)
  List<Count> counts(long newsletter, String zone, Instant from, Instant until);

  /// After which editions readers left; those that name none are not in it.
  @SqlQuery(
      """
      SELECT edition_id, count(*) AS readers FROM consent_record
      WHERE newsletter_id = :newsletter AND at >= :from AND at < :until AND event = 'ended'
        AND edition_id IS NOT NULL
      GROUP BY edition_id ORDER BY edition_id
      """)
  @KeyColumn("edition_id")
  @ValueColumn("readers")
  Map<Long, Long> leftAfter(long newsletter, Instant from, Instant until);

  record Row(
      long subscriber,
      @Nullable Long newsletter,
      String event,
      String detail,
      String method,
      Instant at,
      @Nullable Long wording,
      String locale,
      @Nullable String sourceUrl,
      @Nullable String networkPrefix,
      @Nullable Long edition) {}

  record Count(LocalDate day, String event, String detail, long occurrences) {}
}
