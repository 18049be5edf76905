package org.paperround.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.paperround.app.Paperround;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.DatabaseConfig;
import org.paperround.platform.database.EmbeddedServer;

/// Two real PostgreSQL servers, the second a streaming standby of the first, with a migrated
/// database. The standby is asynchronous until [#synchronous()].
public final class PrimaryAndStandby implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Path primaryFolder;
  private final int primaryPort = freePort();
  private final int standbyPort = freePort();
  private final EmbeddedServer primary;
  private final EmbeddedServer standby;
  private boolean primaryLives = true;

  /// Their data is made below `folder`.
  public PrimaryAndStandby(Path folder) throws IOException {
    this.primaryFolder = folder.resolve("primary");
    Path standbyFolder = folder.resolve("standby");
    try (EmbeddedServer first = EmbeddedServer.durable(primaryFolder, primaryPort);
        Database database =
            Database.connect(new DatabaseConfig(first.url("postgres"), null, null, 2))) {
      database.migrate(Paperround.javaMigrations());
    }
    copy(primaryFolder, standbyFolder);
    Files.createFile(standbyFolder.resolve("standby.signal"));
    Files.writeString(
        standbyFolder.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port="
            + primaryPort
            + " user=postgres application_name=standby'\n",
        StandardOpenOption.APPEND);
    this.primary = EmbeddedServer.durable(primaryFolder, primaryPort);
    this.standby = EmbeddedServer.durable(standbyFolder, standbyPort);
    await()
        .atMost(LONG)
        .until(() -> ask(primary, "SELECT state FROM pg_stat_replication").equals("streaming"));
  }

  /// Both servers, as an operator would name them.
  public String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + primaryPort
        + ",127.0.0.1:"
        + standbyPort
        + "/postgres?user=postgres&targetServerType=primary";
  }

  /// From here on commits wait for the standby.
  public void synchronous() {
    ask(primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    ask(primary, "SELECT pg_reload_conf()");
    await()
        .atMost(LONG)
        .until(() -> ask(primary, "SELECT sync_state FROM pg_stat_replication").equals("sync"));
  }

  /// Kills the primary (SIGKILL) and makes the standby the primary.
  public void failOver() throws IOException {
    String pid = Files.readAllLines(primaryFolder.resolve("postmaster.pid")).getFirst().strip();
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    primaryLives = false;
    ask(standby, "SELECT pg_promote()");
  }

  @Override
  public void close() {
    standby.close();
    if (primaryLives) {
      primary.close();
    }
  }

  private static String ask(EmbeddedServer server, String sql) {
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            // with its attributes: PostgreSQL refuses a folder that others may read
            Files.copy(
                folder, to.resolve(from.relativize(folder)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
