package org.paperround.platform.database;

import org.jdbi.v3.core.Handle;

/// Whether what the database has committed would survive the loss of its server.
public enum Standby {
  /// There is no other server to fail over to.
  NONE,
  /// A commit waits until a standby has it.
  SYNCHRONOUS,
  /// A standby may lack the last commits when it takes over.
  ASYNCHRONOUS;

  /// A backup being made, or an archive being written, takes over from nobody.
  ///
  /// A role that may not see how standbys stand (`pg_read_all_stats`) sees how many there are, and
  /// whether commits wait for any.
  static Standby of(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) AS standbys,
              count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')) AS synchronous,
              count(*) FILTER (WHERE sync_state IS NULL) AS unseen,
              current_setting('synchronous_standby_names') <> '' AS named,
              current_setting('synchronous_commit') NOT IN ('off', 'local') AS waits
            FROM pg_stat_replication
            WHERE (state IS NULL OR state IN ('streaming', 'catchup'))
              AND coalesce(application_name, '') NOT IN ('pg_basebackup', 'pg_receivewal')
            """)
        .map((row, _) ->
            of(
                row.getInt("standbys"),
                row.getInt("synchronous"),
                row.getInt("unseen"),
                row.getBoolean("named"),
                row.getBoolean("waits")))
        .one();
  }

  /// Pure. `unseen`: of so many it is not known; `named`: commits wait for some; `waits`: ours do.
  static Standby of(int standbys, int synchronous, int unseen, boolean named, boolean waits) {
    if (standbys == 0) {
      return NONE;
    }
    boolean one = synchronous > 0 || (named && unseen > 0);
    return one && waits ? SYNCHRONOUS : ASYNCHRONOUS;
  }
}
