package org.paperround.delivery;

import java.time.LocalDate;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface RetentionDao {
  /// Deletes what is counted of editions before `first`; returns how many they were.
  @SqlUpdate(
      """
      WITH old AS MATERIALIZED (SELECT edition_id FROM audience WHERE edition_date < :first),
        slots AS (DELETE FROM due_slot WHERE edition_id IN (SELECT edition_id FROM old)),
        exposures AS (DELETE FROM exposure WHERE edition_id IN (SELECT edition_id FROM old)),
        copies AS (DELETE FROM digest_copy WHERE edition_id IN (SELECT edition_id FROM old)),
        pulses AS (DELETE FROM pulse WHERE edition_id IN (SELECT edition_id FROM old)),
        brakes AS (DELETE FROM brake WHERE edition_id IN (SELECT edition_id FROM old))
      DELETE FROM audience WHERE edition_id IN (SELECT edition_id FROM old)
      """)
  int forget(LocalDate first);
}
