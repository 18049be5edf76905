package org.paperround.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface HoldDao {
  @SqlQuery("SELECT since, actor, reason FROM sending_hold")
  @RegisterConstructorMapper(SendingHold.class)
  Optional<SendingHold> present();

  /// 0 when it is held already.
  @SqlUpdate(
      """
      INSERT INTO sending_hold (since, actor, reason) VALUES (:since, :actor, :reason)
      ON CONFLICT (only_row) DO NOTHING
      """)
  int hold(Instant since, String actor, String reason);

  @SqlQuery("DELETE FROM sending_hold RETURNING since, actor, reason")
  @RegisterConstructorMapper(SendingHold.class)
  Optional<SendingHold> release();
}
