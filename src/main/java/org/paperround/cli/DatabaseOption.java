package org.paperround.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.platform.config.Settings;
import org.paperround.platform.database.EmbeddedServer;
import picocli.CommandLine.Option;

/// Which engine a command works on: `--config FILE`, `--database URL` over it, else a throw-away
/// embedded database; and with which templates.
final class DatabaseOption {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "JDBC address of the database; without it a throw-away embedded one.")
  @Nullable String url;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file; the environment (PAPERROUND_...) stands over it.")
  @Nullable Path file;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder whose templates and themes stand before the built-in ones.")
  @Nullable Path templates;

  /// Runs `work` on an engine that is built (not started) on a migrated database.
  <T> T withEngine(InstantSource clock, Function<Paperround, T> work) {
    if (url == null && file == null && !System.getenv().containsKey("PAPERROUND_DATABASE_URL")) {
      try (EmbeddedServer server = EmbeddedServer.temporary(true)) {
        return open(server.url("postgres"), clock, work);
      }
    }
    return open(url, clock, work);
  }

  private <T> T open(@Nullable String address, InstantSource clock, Function<Paperround, T> work) {
    try (Paperround engine = new Paperround(config(address), clock)) {
      engine.database().migrate(Paperround.javaMigrations());
      return work.apply(engine);
    }
  }

  Config config(@Nullable String address) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (address != null) {
      environment.put("PAPERROUND_DATABASE_URL", address);
    }
    if (templates != null) {
      environment.put("PAPERROUND_TEMPLATES_DIRECTORY", templates.toString());
    }
    // A command that makes no links for readers need not be given keys; serve insists on them.
    environment.putIfAbsent(
        "PAPERROUND_LINKS_KEYS",
        "0:"
            + Base64.getEncoder()
                .encodeToString(new java.security.SecureRandom().generateSeed(32)));
    return Config.read(
        file == null ? new Settings(Map.of(), environment) : Settings.read(file, environment));
  }
}
