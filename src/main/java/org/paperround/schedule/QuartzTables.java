package org.paperround.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;

/// The migration that makes Quartz's tables, in a schema of their own, from the script that Quartz
/// ships in its jar.
public final class QuartzTables implements JavaMigration {
  static final String SCHEMA = "quartz";
  private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("010");
  }

  @Override
  public String getDescription() {
    return "quartz";
  }

  /// None: the script belongs to Quartz's version, and ran once.
  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    Connection connection = context.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + SCHEMA);
      statement.execute(
          "SELECT set_config('paperround.path', current_setting('search_path'), true)");
      statement.execute("SET LOCAL search_path = " + SCHEMA);
      statement.execute(withoutTransactionsAndDrops(script()));
      statement.execute(
          "SELECT set_config('search_path', current_setting('paperround.path'), true)");
    }
  }

  private static String script() throws IOException {
    try (InputStream script = Scheduler.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IOException("Quartz's jar no longer has " + SCRIPT);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The migration has a transaction of its own, and nothing to drop.
  private static String withoutTransactionsAndDrops(String script) {
    return script
        .lines()
        .filter(line -> {
          String start = line.strip().toUpperCase(Locale.ROOT);
          return !start.startsWith("DROP ")
              && !start.startsWith("BEGIN")
              && !start.startsWith("COMMIT");
        })
        .collect(Collectors.joining("\n"));
  }
}
