package org.paperround.staff;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// The table `staff_sign_in`.
interface SignInDao {
  @SqlUpdate(
      """
      INSERT INTO staff_sign_in (token_hash, browser_hash, member_id, back, created_at, expires_at)
      VALUES (:token, :browser, :member, :back, :at, :expires)
      """)
  int insert(
      byte[] token,
      byte[] browser,
      @Nullable Long member,
      String back,
      Instant at,
      Instant expires);

  @SqlQuery("SELECT count(*) FROM staff_sign_in WHERE member_id = :member AND created_at > :since")
  int countSince(long member, Instant since);

  @SqlQuery(
      """
      SELECT member_id, back, browser_hash = :browser AS same_browser, used_at IS NOT NULL AS used,
             expires_at <= :now AS expired
      FROM staff_sign_in WHERE token_hash = :token AND member_id IS NOT NULL
      """)
  @RegisterConstructorMapper(Link.class)
  Optional<Link> find(byte[] token, byte[] browser, Instant now);

  /// Once only, whoever comes first.
  @SqlUpdate(
      """
      UPDATE staff_sign_in SET used_at = :now
      WHERE token_hash = :token AND browser_hash = :browser AND used_at IS NULL AND expires_at > :now
      """)
  int use(byte[] token, byte[] browser, Instant now);

  @SqlUpdate("DELETE FROM staff_sign_in WHERE expires_at < :before")
  int deleteBefore(Instant before);

  record Link(long memberId, String back, boolean sameBrowser, boolean used, boolean expired) {}
}
