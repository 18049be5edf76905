package org.paperround.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `staff_session`. A live session: not ended, within both limits; `idleSince`: seen
/// after it.
@RegisterConstructorMapper(SessionRow.class)
interface SessionDao {
  String COLUMNS =
      "SELECT id, member_id, created_at, seen_at, expires_at, network FROM staff_session ";
  String LIVE = " ended_at IS NULL AND expires_at > :now AND seen_at > :idleSince ";

  @SqlUpdate(
      """
      INSERT INTO staff_session (token_hash, member_id, created_at, seen_at, expires_at, network)
      VALUES (:token, :member, :at, :at, :expires, :network)
      """)
  int insert(byte[] token, long member, Instant at, Instant expires, String network);

  @SqlQuery(COLUMNS + "WHERE token_hash = :token AND" + LIVE)
  Optional<SessionRow> live(byte[] token, Instant now, Instant idleSince);

  @SqlQuery(COLUMNS + "WHERE member_id = :member AND" + LIVE + "ORDER BY seen_at DESC, id DESC")
  List<SessionRow> liveOf(long member, Instant now, Instant idleSince);

  @SqlUpdate("UPDATE staff_session SET seen_at = :now WHERE id = :id AND seen_at < :before")
  int seen(long id, Instant now, Instant before);

  @SqlUpdate(
      """
      UPDATE staff_session SET ended_at = :now
      WHERE id = :id AND member_id = :member AND ended_at IS NULL
      """)
  int end(long id, long member, Instant now);

  @SqlUpdate(
      "UPDATE staff_session SET ended_at = :now WHERE member_id = :member AND ended_at IS NULL")
  int endAll(long member, Instant now);

  @SqlUpdate("DELETE FROM staff_session WHERE least(ended_at, expires_at) < :before")
  int deleteBefore(Instant before);
}
