package org.paperround.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL server of our own, for the demo, the benchmarks and the tests. Durable unless told
/// otherwise: the embedded library switches fsync off by default. Works as root (it then runs the
/// server under another user id) and as an ordinary user.
public final class EmbeddedServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  private EmbeddedServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts a server on `folder`, made when absent and kept at the end; `port` 0 takes a free one.
  /// A server that an earlier, killed run left behind on the same folder is stopped first.
  ///
  /// @throws EmbeddedServerException with what to do, when it cannot start here
  public static EmbeddedServer durable(Path folder, int port) {
    stopLeftover(folder);
    return start(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            // whoever opened it closes it, after the engine has stopped in order
            .setRegisterShutdownHook(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on"),
        port);
  }

  /// Starts a server in a temporary folder that disappears with it.
  public static EmbeddedServer temporary(boolean fsync) {
    String value = fsync ? "on" : "off";
    return start(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", value)
            .setServerConfig("synchronous_commit", value)
            .setServerConfig("full_page_writes", value),
        0);
  }

  private static EmbeddedServer start(EmbeddedPostgres.Builder builder, int port) {
    builder
        .setServerConfig("timezone", "UTC")
        .setServerConfig("max_connections", "150")
        .setPGStartupWait(Duration.ofSeconds(30));
    if (port > 0) {
      builder.setPort(port);
    }
    try {
      return new EmbeddedServer(builder.start());
    } catch (IOException | IllegalStateException e) {
      throw new EmbeddedServerException(e);
    }
  }

  /// The JDBC address of one database on this server; the user is in it, there is no password.
  public String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  public int port() {
    return postgres.getPort();
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the server that a killed JVM left running on `folder`, if there is one: the next would
  /// wait for its folder in vain, and find its port taken.
  public static void stopLeftover(Path folder) {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      Optional<ProcessHandle> server =
          ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(EmbeddedServer::isPostgres);
      if (server.isPresent()) {
        server.get().destroy();
        server.get().onExit().get(20, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(pidFile);
    } catch (IOException | NumberFormatException | ExecutionException | TimeoutException e) {
      throw new EmbeddedServerException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException(e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }
}
