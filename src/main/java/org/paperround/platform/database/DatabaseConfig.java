package org.paperround.platform.database;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Where PostgreSQL is: `database.url` (a JDBC address; several hosts for fail-over are written as
/// the driver wants them), `database.user`, `database.password`, `database.pool-size`.
public record DatabaseConfig(
    String url, @Nullable String user, @Nullable Secret password, int poolSize) {
  public DatabaseConfig {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("the database url must begin with jdbc:postgresql:");
    }
  }

  public static DatabaseConfig read(Settings settings) {
    String url =
        settings.required("database.url", "such as jdbc:postgresql://localhost:5432/paperround");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      settings.problem("database.url must begin with jdbc:postgresql:");
    }
    if (mayMeetAStandby(url)) {
      settings.problem(
          "database.url names several hosts, and does not ask for the one that takes writes: add"
              + " targetServerType=primary, such as"
              + " jdbc:postgresql://db1,db2/paperround?targetServerType=primary");
    }
    return new DatabaseConfig(
        url.startsWith("jdbc:postgresql:") ? url : "jdbc:postgresql:missing",
        settings.optionalText("database.user").orElse(null),
        settings.secret("database.password").orElse(null),
        settings.integer("database.pool-size", 10, 2, 200));
  }

  /// Whether it may connect to a server that only reads, as any but the primary does after a
  /// fail-over.
  private static boolean mayMeetAStandby(String url) {
    Properties read = Driver.parseURL(url, null);
    return read != null
        && String.valueOf(PGProperty.PG_HOST.getOrDefault(read)).contains(",")
        && !"primary".equals(PGProperty.TARGET_SERVER_TYPE.getOrDefault(read));
  }
}
