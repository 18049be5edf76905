package org.paperround.platform.database;

import org.paperround.platform.alarm.Alarms;

/// Raises an alarm while the database has a standby that may lack the last commits when it takes
/// over, and ends it when commits wait for one, or there is none. Thread-safe.
public final class StandbyWatch {
  static final String CAUSE = "standby-asynchronous";

  private final Database database;
  private final Alarms alarms;

  public StandbyWatch(Database database, Alarms alarms) {
    this.database = database;
    this.alarms = alarms;
  }

  /// Looks once.
  public void run() {
    switch (database.standby()) {
      case NONE, SYNCHRONOUS -> alarms.resolve(CAUSE);
      case ASYNCHRONOUS ->
          alarms.raise(
              CAUSE,
              "The database has a standby, and commits do not wait for it (it is asynchronous):"
                  + " when it takes over, the last consents, unsubscribes and outcomes may be"
                  + " missing, so that readers are mailed twice or against their will. Make it"
                  + " synchronous (synchronous_standby_names).");
    }
  }
}
