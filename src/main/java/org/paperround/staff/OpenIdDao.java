package org.paperround.staff;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The table `staff_open_id`.
interface OpenIdDao {
  @SqlUpdate(
      """
      INSERT INTO staff_open_id (state_hash, browser_hash, back, created_at, expires_at)
      VALUES (:state, :browser, :back, :at, :expires)
      """)
  int insert(byte[] state, byte[] browser, String back, Instant at, Instant expires);

  @SqlQuery(
      """
      SELECT back, browser_hash = :browser AS right_browser FROM staff_open_id
      WHERE state_hash = :state AND used_at IS NULL AND expires_at > :now
      """)
  @RegisterConstructorMapper(Begun.class)
  Optional<Begun> find(byte[] state, byte[] browser, Instant now);

  /// Once only, whoever comes first.
  @SqlUpdate(
      """
      UPDATE staff_open_id SET used_at = :now
      WHERE state_hash = :state AND browser_hash = :browser AND used_at IS NULL
        AND expires_at > :now
      """)
  int use(byte[] state, byte[] browser, Instant now);

  @SqlUpdate("DELETE FROM staff_open_id WHERE expires_at < :before")
  int deleteBefore(Instant before);

  record Begun(String back, boolean rightBrowser) {}
}
