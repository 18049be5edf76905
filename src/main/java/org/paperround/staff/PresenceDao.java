package org.paperround.staff;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `staff_presence`.
interface PresenceDao {
  @SqlUpdate(
      """
      INSERT INTO staff_presence (subject, member_id, seen_at) VALUES (:subject, :member, :now)
      ON CONFLICT (subject, member_id) DO UPDATE
      SET seen_at = greatest(staff_presence.seen_at, excluded.seen_at)
      """)
  int note(String subject, long member, Instant now);

  @SqlQuery(
      """
      SELECT p.subject, p.member_id, m.address, m.name
      FROM staff_presence p JOIN staff_member m ON m.id = p.member_id
      WHERE p.subject IN (<subjects>) AND p.seen_at > :since AND m.active
      ORDER BY p.subject, lower(coalesce(nullif(m.name, ''), m.address)), p.member_id
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> since(@BindList("subjects") List<String> subjects, Instant since);

  @SqlUpdate("DELETE FROM staff_presence WHERE seen_at < :before")
  int deleteBefore(Instant before);

  record Row(String subject, long memberId, String address, String name) {
    String shown() {
      return name.isEmpty() ? address : name;
    }
  }
}
