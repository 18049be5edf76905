package org.paperround.platform.alarm;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface AlarmDao {
  @SqlQuery(
      """
      INSERT INTO alarm (cause, text, first_at, last_at) VALUES (:cause, :text, :at, :at)
      ON CONFLICT (cause) WHERE resolved_at IS NULL
      DO UPDATE SET text = EXCLUDED.text, last_at = EXCLUDED.last_at, occurrences = alarm.occurrences + 1
      RETURNING occurrences = 1
      """)
  boolean raise(String cause, String text, Instant at);

  @SqlUpdate("UPDATE alarm SET resolved_at = :at WHERE cause = :cause AND resolved_at IS NULL")
  int resolve(String cause, Instant at);

  @SqlUpdate(
      """
      UPDATE alarm SET resolved_at = :at
      WHERE cause = :cause AND resolved_at IS NULL AND last_at < :since
      """)
  int resolveUnlessSince(String cause, Instant since, Instant at);

  @SqlQuery(
      "SELECT id, cause, text, first_at, last_at, occurrences FROM alarm WHERE resolved_at IS NULL"
          + " ORDER BY id")
  @RegisterConstructorMapper(Alarms.OpenAlarm.class)
  List<Alarms.OpenAlarm> open();

  @SqlQuery(
      """
      UPDATE alarm SET mailed_at = :at
      WHERE id IN (SELECT id FROM alarm WHERE mailed_at IS NULL ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED)
      RETURNING id, cause, text, first_at, last_at, occurrences
      """)
  @RegisterConstructorMapper(Alarms.OpenAlarm.class)
  List<Alarms.OpenAlarm> takeUnmailed(Instant at, int most);
}
