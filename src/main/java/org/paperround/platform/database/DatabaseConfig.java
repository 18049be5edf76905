package org.paperround.platform.database;

import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;

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
    return new DatabaseConfig(
        url.startsWith("jdbc:postgresql:") ? url : "jdbc:postgresql:missing",
        settings.optionalText("database.user").orElse(null),
        settings.secret("database.password").orElse(null),
        settings.integer("database.pool-size", 10, 2, 200));
  }
}
