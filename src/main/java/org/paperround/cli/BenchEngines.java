package org.paperround.cli;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.bench.MeasuredEngine;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.config.Settings;
import org.paperround.platform.database.EmbeddedServer;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import picocli.CommandLine.Option;

/// Whose engines a bench measures: on an empty database of its own, embedded unless `--database`
/// names one.
final class BenchEngines {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "JDBC address of an empty database; without it a throw-away embedded one.")
  @Nullable String url;

  private static final EmailAddress EDITOR = new EmailAddress("editor", "news.example");

  private static final String KEYS =
      "1:"
          + Base64.getEncoder()
              .encodeToString(
                  "no secret: of a bench's mails only".getBytes(StandardCharsets.UTF_8));

  @FunctionalInterface
  interface Measure<T> {
    T of(MeasuredEngine.Factory engines) throws Exception;
  }

  <T> T measure(Measure<T> measure) throws Exception {
    if (url != null) {
      return on(url, measure);
    }
    try (EmbeddedServer server = EmbeddedServer.temporary(true)) {
      return on(server.url("postgres"), measure);
    }
  }

  private static <T> T on(String address, Measure<T> measure) throws Exception {
    try (Paperround engine = engine(address, Map.of(), InstantSource.system())) {
      engine.migrate();
      if (!engine.articles().sources().isEmpty()) {
        throw new UsageException(
            "A bench fills its database with made-up news: give an empty one with --database, or"
                + " none.");
      }
    }
    return measure.of(new Made(address, InstantSource.system()));
  }

  private static Paperround engine(
      String address, Map<String, String> settings, InstantSource clock) {
    return new Paperround(Config.read(new Settings(all(address, settings), Map.of())), clock);
  }

  private static Map<String, String> all(String address, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("database.url", address);
    all.put("links.keys", KEYS);
    return all;
  }

  private record Made(String address, InstantSource clock) implements MeasuredEngine.Factory {
    @Override
    public MeasuredEngine make(Map<String, String> settings, InstantSource time) {
      Paperround engine = engine(address, settings, time);
      return new MeasuredEngine(
          time,
          engine.database(),
          engine.articles(),
          engine.newsletters(),
          engine.subscribers(),
          engine.editions(),
          engine.deliveries(),
          engine.dryRuns(),
          engine.dkim().provider(),
          () -> engine.start(List.of(Config.Role.SENDER)),
          () -> engine.start(List.of(Config.Role.SCHEDULER, Config.Role.SENDER)),
          () -> settled(engine),
          () -> desk(engine, settings.getOrDefault("web.port", "8080")),
          engine::close);
    }

    @Override
    public Process serve(Map<String, String> settings, String roles, Path log) throws IOException {
      return NodeProcess.start(all(address, settings), roles, log);
    }

    private static URI desk(Paperround engine, String port) {
      engine.start(List.of(Config.Role.WEB));
      engine.staff().invite(EDITOR, "", Role.EDITOR, Staff.CLI);
      String token = engine.staff().handOut(EDITOR, Staff.LINK_LIFETIME, Staff.CLI).orElseThrow();
      return URI.create("http://127.0.0.1:" + port + "/desk/sign-in/" + token);
    }

    private static long settled(Paperround engine) {
      return (long)
          engine.metrics().registry().find("paperround.delivery.settled").counters().stream()
              .mapToDouble(Counter::count)
              .sum();
    }
  }
}
