package org.paperround.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `staff_member`.
@RegisterConstructorMapper(MemberRow.class)
interface StaffMemberDao {
  String COLUMNS =
      "SELECT id, address, name, role, active, invited_at, invited_by FROM staff_member ";

  /// So that two admins cannot take each other's role at once: one change after the other.
  @SqlUpdate("LOCK TABLE staff_member IN SHARE ROW EXCLUSIVE MODE")
  void lock();

  @SqlQuery(COLUMNS + "ORDER BY address_key")
  List<MemberRow> all();

  @SqlQuery(COLUMNS + "WHERE id = :id")
  Optional<MemberRow> find(long id);

  @SqlQuery(COLUMNS + "WHERE address_key = :key")
  Optional<MemberRow> byKey(String key);

  /// So that links are counted one after the other.
  @SqlQuery(COLUMNS + "WHERE address_key = :key AND active FOR UPDATE")
  Optional<MemberRow> lockActive(String key);

  @SqlQuery(
      """
      INSERT INTO staff_member (address, address_key, name, role, invited_at, invited_by)
      VALUES (:address, :key, :name, :role, :at, :by)
      RETURNING id
      """)
  long insert(String address, String key, String name, String role, Instant at, String by);

  @SqlUpdate("UPDATE staff_member SET name = :name, role = :role, active = :active WHERE id = :id")
  int change(long id, String name, String role, boolean active);

  /// Besides this one.
  @SqlQuery(
      "SELECT EXISTS (SELECT FROM staff_member WHERE role = 'admin' AND active AND id <> :id)")
  boolean anotherAdmin(long id);
}
