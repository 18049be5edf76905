package org.paperround.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.app.Paperround;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.DatabaseConfig;
import org.paperround.platform.database.EmbeddedServer;

/// A real, migrated PostgreSQL database of its own for every test: `@RegisterExtension final
/// TestDatabase database = new TestDatabase();`. One server per JVM; each test's database is a copy
/// of one that was migrated once. Sessions run in Los Angeles, to flush out zone faults. Where
/// `TEST_POSTGRES` names a server (JDBC address of its maintenance database), that one is used: CI
/// runs the tests on PostgreSQL 15 so.
public final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private @Nullable Database database;
  private @Nullable String name;

  @Override
  public void beforeEach(ExtensionContext context) {
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /// For what is no test.
  public void open() {
    name = "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    Server.execute("CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
    Server.execute("ALTER DATABASE " + name + " SET timezone = 'America/Los_Angeles'");
    database = Database.connect(new DatabaseConfig(url(), null, null, 12));
  }

  public void close() {
    get().close();
    Server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  public Database get() {
    if (database == null) {
      throw new IllegalStateException("the database lives only during a test");
    }
    return database;
  }

  /// The one number that this query answers with.
  public long number(String sql) {
    return get().jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /// For another process, or a second pool.
  public String url() {
    if (name == null) {
      throw new IllegalStateException("the database lives only during a test");
    }
    return Server.url(name);
  }

  /// Started when the first test asks, stopped with the JVM.
  private static final class Server {
    static final String TEMPLATE = "paperround_template_" + ProcessHandle.current().pid();
    private static final @Nullable String GIVEN = System.getenv("TEST_POSTGRES");
    private static final @Nullable EmbeddedServer EMBEDDED =
        GIVEN == null ? EmbeddedServer.temporary(false) : null;

    /// Kept open: a connection takes as long as a fifth of a new database.
    private static final Connection MAINTENANCE = maintenance();

    static {
      execute("CREATE DATABASE " + TEMPLATE);
      try (Database template = Database.connect(new DatabaseConfig(url(TEMPLATE), null, null, 2))) {
        template.migrate(Paperround.javaMigrations());
      }
    }

    static String url(String name) {
      if (EMBEDDED != null) {
        return EMBEDDED.url(name);
      }
      return String.valueOf(GIVEN).replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    static void execute(String sql) {
      try (Statement statement = MAINTENANCE.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    static Connection maintenance() {
      try {
        return DriverManager.getConnection(url("postgres"));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
