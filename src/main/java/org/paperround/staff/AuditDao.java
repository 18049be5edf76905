package org.paperround.staff;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `staff_audit`; nothing in it is ever changed.
@RegisterConstructorMapper(AuditEntry.class)
interface AuditDao {
  String COLUMNS =
      "SELECT id, at, actor, action, subject, before::text AS before, after::text AS after"
          + " FROM staff_audit ";

  @SqlUpdate(
      """
      INSERT INTO staff_audit (at, actor, action, subject, before, after)
      VALUES (:at, :actor, :action, :subject, CAST(:before AS jsonb), CAST(:after AS jsonb))
      """)
  int insert(Instant at, String actor, String action, String subject, String before, String after);

  /// Those with an id below `before`, the newest first; so do the others.
  @SqlQuery(COLUMNS + "WHERE id < :before ORDER BY id DESC LIMIT :most")
  List<AuditEntry> latest(long before, int most);

  @SqlQuery(COLUMNS + "WHERE subject = :subject AND id < :before ORDER BY id DESC LIMIT :most")
  List<AuditEntry> latestOf(String subject, long before, int most);

  @SqlQuery(COLUMNS + "WHERE actor = :actor AND id < :before ORDER BY id DESC LIMIT :most")
  List<AuditEntry> latestBy(String actor, long before, int most);
}
