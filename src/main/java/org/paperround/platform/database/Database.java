package org.paperround.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntBiFunction;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.postgresql.ds.PGSimpleDataSource;

/// One PostgreSQL database behind a connection pool. Thread-safe. Facades open transactions here;
/// DAOs never do.
public final class Database implements AutoCloseable {
  private static final int DELETED_AT_ONCE = 5_000;

  /// An answer that takes longer is taken for lost, unless `socketTimeout` in the address says so.
  private static final Duration USUAL_WORK = Duration.ofSeconds(60);

  /// What grows with the audience may take so long. A server that is gone is noticed all the same:
  /// see [KeptAlive].
  private static final Duration LONG_WORK = Duration.ofHours(2);

  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool).installPlugin(new SqlObjectPlugin()).installPlugin(new PostgresPlugin());
    // Faults are logged and told in alarms: the values bound, addresses among them, stay out.
    jdbi.configure(
        StatementExceptions.class,
        faults -> faults.setMessageRendering(StatementExceptions.MessageRendering.NONE));
  }

  /// Opens the pool. The first connection is made when it is asked for, so a database that is down
  /// shows as a fault of the first query, not here.
  public static Database connect(DatabaseConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    if (config.password() != null) {
      hikari.setPassword(config.password().reveal());
    }
    hikari.setMaximumPoolSize(config.poolSize());
    // grows with what is asked of it: most commands ask one thing at a time
    hikari.setMinimumIdle(1);
    hikari.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
    hikari.setInitializationFailTimeout(-1);
    hikari.setPoolName("paperround");
    hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
    hikari.addDataSourceProperty("ApplicationName", "paperround");
    hikari.addDataSourceProperty("logServerErrorDetail", "false");
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    hikari.addDataSourceProperty("socketFactory", KeptAlive.class.getName());
    hikari.addDataSourceProperty("socketTimeout", Long.toString(USUAL_WORK.toSeconds()));
    return new Database(config, new HikariDataSource(hikari));
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public DataSource dataSource() {
    return pool;
  }

  /// Runs `work` in one READ COMMITTED transaction: committed when it returns, rolled back when it
  /// throws.
  public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
    return jdbi.inTransaction(work);
  }

  /// As [#inTransaction], for work that takes the longer the more readers there are: each of its
  /// statements may take two hours.
  public <T, X extends Exception> T inLongTransaction(HandleCallback<T, X> work) throws X {
    return jdbi.inTransaction(handle -> {
      try {
        // The pool sets it back when the connection returns to it.
        handle.getConnection().setNetworkTimeout(Runnable::run, (int) LONG_WORK.toMillis());
      } catch (SQLException e) {
        throw new ConnectionException(e);
      }
      return work.withHandle(handle);
    });
  }

  /// Deletes some thousands of rows at a time, so that nobody waits long for them; returns how many
  /// in all. `some` deletes at most so many and returns how many it did.
  public <D> long deletePiecemeal(Class<D> dao, ToIntBiFunction<D, Integer> some) {
    long deleted = 0;
    int last;
    do {
      last = jdbi.withExtension(dao, statements -> some.applyAsInt(statements, DELETED_AT_ONCE));
      deleted += last;
    } while (last == DELETED_AT_ONCE);
    return deleted;
  }

  /// As [#inTransaction], without a result.
  public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
    jdbi.useTransaction(work);
  }

  /// Whether it answers and has been migrated; at most as long as a connection may take.
  public boolean ready() {
    try {
      return jdbi.withHandle(handle ->
          handle
              .createQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")
              .mapTo(Boolean.class)
              .one());
    } catch (JdbiException e) {
      return false;
    }
  }

  /// Whether what is committed survives the loss of the server.
  public Standby standby() {
    return jdbi.withHandle(Standby::of);
  }

  /// Whether a fault of a query means that the database cannot be reached now, so that the same may
  /// work later: no connection, or an SQLSTATE of class 08 (lost) or 57P (stopping or starting).
  public static boolean isAway(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
        return true;
      }
    }
    return false;
  }

  /// Brings the schema to this version of the engine: the files of `db/migration`, then the Java
  /// migrations given, each once, in order, under Flyway's lock, however long they take. Returns
  /// the versions applied now.
  public List<String> migrate(List<JavaMigration> javaMigrations) {
    MigrateResult result =
        Flyway.configure()
            .dataSource(patient())
            .locations("classpath:db/migration")
            .javaMigrations(javaMigrations.toArray(JavaMigration[]::new))
            .load()
            .migrate();
    return result.migrations.stream()
        .map(migration -> migration.version + " " + migration.description)
        .toList();
  }

  /// Connections that wait for an answer as long as the server lives.
  private DataSource patient() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(config.url());
    if (config.user() != null) {
      source.setUser(config.user());
    }
    if (config.password() != null) {
      source.setPassword(config.password().reveal());
    }
    source.setApplicationName("paperround");
    source.setLogServerErrorDetail(false);
    source.setTcpKeepAlive(true);
    source.setSocketFactory(KeptAlive.class.getName());
    source.setSocketTimeout(0);
    return source;
  }

  @Override
  public void close() {
    pool.close();
  }
}
