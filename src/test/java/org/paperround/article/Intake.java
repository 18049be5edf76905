package org.paperround.article;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.FetchConfig;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;
import org.paperround.testing.WebSite;

/// The engine as it reads sources: a database of its own, and a web site with what there is to
/// read. `@RegisterExtension final Intake intake = Intake.ofPortal(NOW);`
final class Intake implements BeforeEachCallback, AfterEachCallback {
  /// The portal's public address.
  static final String ORIGIN = "https://www.thecourier.example";

  final TestDatabase database = new TestDatabase();
  final WebSite site = new WebSite();
  final SettableClock clock;

  private final Function<WebSite, FetchConfig> fetching;
  private @Nullable HttpFetcher fetcher;
  private @Nullable Articles articles;

  private Intake(Instant now, Function<WebSite, FetchConfig> fetching) {
    this.clock = new SettableClock(now);
    this.fetching = fetching;
  }

  /// Sources have the site's own addresses; a fetch has these limits.
  static Intake ofSite(Instant now, int maxBytes, Duration timeout) {
    return new Intake(
        now,
        _ ->
            new FetchConfig(
                "Paperround/test", true, Map.of(), maxBytes, Duration.ofSeconds(5), timeout));
  }

  /// What is at [#ORIGIN] comes from the site; other addresses of this machine are not fetched.
  static Intake ofPortal(Instant now) {
    Duration timeout = Duration.ofSeconds(10);
    return new Intake(
        now,
        site ->
            new FetchConfig(
                "Paperround/test",
                false,
                Map.of(ORIGIN, site.address("")),
                300_000,
                timeout,
                timeout));
  }

  /// Nothing is fetched: what is read is in files.
  static Intake ofFiles(Instant now) {
    Duration timeout = Duration.ofSeconds(1);
    return new Intake(
        now, _ -> new FetchConfig("test", false, Map.of(), 100_000, timeout, timeout));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    database.beforeEach(context);
    site.beforeEach(context);
    fetcher = new HttpFetcher(fetching.apply(site), clock);
    articles = node(database.get());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (fetcher != null) {
      fetcher.close();
    }
    site.afterEach(context);
    database.afterEach(context);
  }

  /// Of the test's node.
  Articles articles() {
    return Objects.requireNonNull(articles, "there are articles only during a test");
  }

  /// Another node: it knows what the tables know.
  Articles node(Database on) {
    HttpFetcher http = Objects.requireNonNull(fetcher, "there are nodes only during a test");
    return new Articles(on, http, alarms(on), clock, new SimpleMeterRegistry());
  }

  Alarms alarms() {
    return alarms(database.get());
  }

  private Alarms alarms(Database on) {
    return new Alarms(on.jdbi(), clock, new SimpleMeterRegistry());
  }
}
