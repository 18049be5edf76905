package org.paperround.digest;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(PlanDao.Row.class)
interface PlanDao {
  /// Changes nothing when another node stored this plan first.
  @SqlUpdate(
      """
      INSERT INTO plan (edition_id, revision, locale, look, segments, created_at)
      VALUES (:key.edition, :key.revision, :key.locale, :key.look, :segments, :at)
      ON CONFLICT (edition_id, revision, locale, look) DO NOTHING
      """)
  int insert(@BindMethods("key") PlanKey key, byte[] segments, Instant at);

  @SqlQuery(
      """
      SELECT id, segments
      FROM plan
      WHERE edition_id = :key.edition AND revision = :key.revision
        AND locale = :key.locale AND look = :key.look
      """)
  Optional<Row> find(@BindMethods("key") PlanKey key);

  @SqlQuery("SELECT id, segments FROM plan WHERE id = :id")
  Optional<Row> byId(long id);

  @SqlUpdate("DELETE FROM plan WHERE created_at < :first")
  int deleteBefore(Instant first);

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Row(long id, byte[] segments) {}

  /// What a plan is made for.
  record PlanKey(long edition, int revision, String locale, String look) {}
}
