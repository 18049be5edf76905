package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.database.BindRow;

/// What the nodes share of the throttles. Those of groups hold over all relays together, which the
/// tables call `relay`; what a relay says of itself is under its name and the code -1.
interface ThrottleDao {
  String ALL_RELAYS = "relay";
  int RELAY_ITSELF = -1;

  /// One node changes groups and paces at a time; until the transaction ends.
  @SqlQuery("SELECT true FROM pg_advisory_xact_lock(hashtext('throttle'))")
  boolean lock();

  @SqlQuery("SELECT code, name FROM domain_group ORDER BY code")
  @RegisterConstructorMapper(Named.class)
  List<Named> groups();

  /// Gives `code` a name, or another name.
  @SqlUpdate(
      """
      INSERT INTO domain_group (code, name) VALUES (:code, :name)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name
      """)
  int name(int code, String name);

  /// Of groups and of relays.
  @SqlQuery("SELECT relay, code, reference, per_second, cut_at, low_since FROM throttle")
  @RegisterConstructorMapper(Row.class)
  List<Row> paces();

  @SqlUpdate(
      """
      INSERT INTO throttle (relay, code, reference, per_second, cut_at, low_since)
      VALUES (:relay, :code, :reference, :perSecond, :cutAt, :lowSince)
      ON CONFLICT (relay, code) DO UPDATE
      SET reference = excluded.reference, per_second = excluded.per_second,
          cut_at = excluded.cut_at, low_since = excluded.low_since
      """)
  int set(String relay, int code, @BindRow Pace pace);

  /// The pace of a group.
  default int setPace(int code, Pace pace) {
    return set(ALL_RELAYS, code, pace);
  }

  default int setRelayPace(String relay, Pace pace) {
    return set(relay, RELAY_ITSELF, pace);
  }

  /// The nodes whose heartbeat is younger than the lease, in a fixed order.
  @SqlQuery(
      """
      SELECT id FROM node
      WHERE stopped_at IS NULL AND heartbeat_at >= clock_timestamp() - make_interval(secs => :lease)
      ORDER BY id
      """)
  List<Long> alive(double lease);

  @SqlQuery(
      """
      SELECT coalesce(max(taken), 0) FROM warm_up_day WHERE relay = 'relay' AND day = :day
      """)
  int taken(LocalDate day);

  /// The same, and nobody else may take of this day until the transaction ends.
  @SqlQuery(
      """
      INSERT INTO warm_up_day (relay, day, taken) VALUES ('relay', :day, 0)
      ON CONFLICT (relay, day) DO UPDATE SET taken = warm_up_day.taken RETURNING taken
      """)
  int lockTaken(LocalDate day);

  /// `mails` is negative for what did not leave after all. A day without a plan has no row.
  @SqlUpdate("UPDATE warm_up_day SET taken = taken + :mails WHERE relay = 'relay' AND day = :day")
  int take(LocalDate day, int mails);

  record Named(int code, String name) {}

  record Row(
      String relay,
      int code,
      double reference,
      double perSecond,
      Instant cutAt,
      @Nullable Instant lowSince) {
    boolean isOfRelay() {
      return code == RELAY_ITSELF;
    }

    Pace pace() {
      return new Pace(reference, perSecond, cutAt, lowSince);
    }
  }
}
