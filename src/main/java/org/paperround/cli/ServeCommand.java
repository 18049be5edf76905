package org.paperround.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.platform.config.Settings;
import org.paperround.platform.work.Stopping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the engine on a real database and relay until it is told to stop.
@Command(
    name = "serve",
    description =
        "Runs the engine until it is stopped. The schema is brought to this version first.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file; the environment (PAPERROUND_...) stands over it.")
  @Nullable Path file;

  @Option(names = "--database", paramLabel = "URL", description = "JDBC address of the database.")
  @Nullable String url;

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "What this node does: web, scheduler, sender. All of them unless given.")
  List<Config.Role> roles = Config.Role.ALL;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder whose templates and themes stand before the built-in ones.")
  @Nullable Path templates;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (url != null) {
      environment.put("PAPERROUND_DATABASE_URL", url);
    }
    if (templates != null) {
      environment.put("PAPERROUND_TEMPLATES_DIRECTORY", templates.toString());
    }
    Config config =
        Config.read(
            file == null ? new Settings(Map.of(), environment) : Settings.read(file, environment));
    CountDownLatch stopped = new CountDownLatch(1);
    try (Paperround engine = new Paperround(config, InstantSource.system())) {
      engine.migrate();
      Stopping.onSignal(stopped);
      engine.start(roles);
      System.err.println(
          "Paperround serves as "
              + roles
              + (roles.contains(Config.Role.WEB) ? ", pages on port " + engine.webPort() : ""));
      stopped.await();
      System.err.println("Stopping: what is on the wire is finished, the rest is given back.");
    } finally {
      Stopping.done();
    }
    return 0;
  }
}
