package org.paperround.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.FetchSize;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface DryRunDao {
  /// Those who would be in the audience, by number, so that what is read of them next lies
  /// together; a few at a time, so within a transaction.
  @SqlQuery(
      """
      SELECT subscriber_id, zone, coalesce(hour, -1) AS hour, lower(domain) AS domain
      FROM eligible_subscription
      WHERE newsletter_id = :newsletter AND days & :day <> 0
      ORDER BY subscriber_id
      """)
  @RegisterConstructorMapper(Somebody.class)
  @FetchSize(1_000)
  ResultIterator<Somebody> readers(long newsletter, int day);

  @SqlUpdate(
      """
      DELETE FROM dry_run
      WHERE asked_at < :before OR (edition_id = :edition AND ended_at IS NOT NULL)
      """)
  int forget(long edition, Instant before);

  /// Those whose node is gone.
  @SqlUpdate(
      """
      UPDATE dry_run SET ended_at = now(), ending = 'failed'
      WHERE ended_at IS NULL AND heard_at < now() - make_interval(secs => :lease)
      """)
  int bury(double lease);

  /// The one that has waited longest is this node's from now on.
  @SqlQuery(
      """
      UPDATE dry_run SET heard_at = now()
      WHERE id = (SELECT id FROM dry_run WHERE ended_at IS NULL AND heard_at IS NULL
                  ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1)
      RETURNING id, edition_id
      """)
  @RegisterConstructorMapper(Taken.class)
  Optional<Taken> take();

  /// Empty while another dry run of the edition is under way.
  @SqlQuery(
      """
      INSERT INTO dry_run (edition_id, revision, asked_by, asked_at, readers)
      VALUES (:edition, :revision, :by, :at, :readers)
      ON CONFLICT (edition_id) WHERE ended_at IS NULL DO NOTHING
      RETURNING id
      """)
  Optional<Long> begin(long edition, int revision, String by, Instant at, long readers);

  /// 0 when it was cancelled, or given up for lost.
  @SqlUpdate(
      "UPDATE dry_run SET done = :done, heard_at = now() WHERE id = :id AND ended_at IS NULL")
  int progress(long id, long done);

  @SqlUpdate(
      """
      UPDATE dry_run SET ended_at = now(), ending = :ending, found = CAST(:found AS jsonb),
        done = CASE WHEN :ending = 'finished' THEN readers ELSE done END
      WHERE id = :id AND ended_at IS NULL
      """)
  int end(long id, String ending, @Nullable String found);

  @SqlUpdate(
      """
      UPDATE dry_run SET ended_at = now(), ending = 'cancelled'
      WHERE edition_id = :edition AND ended_at IS NULL
      """)
  int cancel(long edition);

  @SqlQuery(
      """
      SELECT edition_id, revision, asked_by, asked_at, readers, done, found,
        CASE WHEN ending IS NOT NULL THEN ending
             WHEN heard_at < now() - make_interval(secs => :lease) THEN 'failed'
             ELSE 'running' END AS state
      FROM dry_run WHERE edition_id = :edition ORDER BY id DESC LIMIT 1
      """)
  @RegisterConstructorMapper(Row.class)
  Optional<Row> latest(long edition, double lease);

  record Taken(long id, long editionId) {}

  /// `hour` -1: the newsletter's own.
  record Somebody(long subscriberId, String zone, int hour, String domain) {
    FreezeDao.ZoneHour slot() {
      return new FreezeDao.ZoneHour(zone, hour);
    }
  }

  record Row(
      long editionId,
      int revision,
      String askedBy,
      Instant askedAt,
      long readers,
      long done,
      @Nullable String found,
      String state) {}
}
