package org.paperround.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.paperround.article.SourceId;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// How long breaking news takes from a stored article to its readers: an engine that makes editions
/// and sends, on the portal and the readers of [MadeUpPortal] with their fourteen days of digests,
/// is given one article that breaks. It has sent an edition to other readers before, so that the
/// JVM is warm as in an engine that has been up for a minute.
public final class AlertBench {
  /// What is aimed at.
  static final Duration FIRST = Duration.ofSeconds(5);

  static final Duration ALL = Duration.ofSeconds(60);

  /// The readers that [#ALL] speaks of; fewer have as long, more have longer in proportion.
  public static final int READERS = 100_000;

  private static final int CONNECTIONS = 10;
  private static final int WARM_UP = 5_000;

  private final int readers;
  private final MeasuredEngine.Factory engines;
  private final Consumer<String> progress;

  private AlertBench(int readers, MeasuredEngine.Factory engines, Consumer<String> progress) {
    this.readers = readers;
    this.engines = engines;
    this.progress = progress;
  }

  /// From when the article is handed in: until the first mail is accepted, and until the last.
  public record Result(int readers, Duration first, Duration all, boolean whole) {
    public boolean holds() {
      return whole && first.compareTo(FIRST) <= 0 && all.compareTo(most()) <= 0;
    }

    public Duration mostForFirst() {
      return FIRST;
    }

    public Duration most() {
      return readers <= READERS ? ALL : ALL.multipliedBy(readers).dividedBy(READERS);
    }
  }

  /// `engines` makes them on an empty database, `progress` takes a line for who waits. `smtpSink`:
  /// where that program is; empty for a sink of our own.
  public static Result run(
      int readers,
      Optional<Path> smtpSink,
      MeasuredEngine.Factory engines,
      Consumer<String> progress)
      throws IOException {
    try (Sink sink = Sink.open(smtpSink)) {
      return new AlertBench(readers, engines, progress).run(sink.port());
    }
  }

  private Result run(int port) {
    Portal portal = portal();
    Map<String, String> settings = MadeUpPortal.sending(port, CONNECTIONS);
    try (MeasuredEngine engine = engines.make(settings, engines.clock())) {
      engine.running().run();
      warmUp(engine, portal.warm());
      progress.accept("Breaking news for " + readers + " readers");
      long before = engine.settled().getAsLong();
      long begun = System.nanoTime();
      MadeUpPortal.breakNews(engine, portal.own());
      Sending.await(engine, before + 1);
      Duration first = Duration.ofNanos(System.nanoTime() - begun);
      Sending.await(engine, before + readers);
      Duration all = Duration.ofNanos(System.nanoTime() - begun);
      return new Result(readers, first, all, whole(engine, portal.alerts()));
    }
  }

  private record Portal(Newsletter warm, Newsletter alerts, SourceId own) {}

  private Portal portal() {
    progress.accept("Making a portal with " + readers + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    try (MeasuredEngine engine = engines.make(MadeUpPortal.SETTINGS, clock::get)) {
      MadeUpPortal portal = new MadeUpPortal(engine, clock);
      List<Newsletter> made =
          portal.newsletters(
              List.of(
                  new MadeUpPortal.Audience("warm", Math.min(WARM_UP, readers)),
                  new MadeUpPortal.Audience("measured", readers)));
      // After its days of digests it sends alerts, so that its readers have a past.
      Newsletter alerts = engine.newsletters().define(made.get(1).alerting());
      return new Portal(made.get(0), alerts, portal.own());
    }
  }

  private void warmUp(MeasuredEngine engine, Newsletter newsletter) {
    progress.accept("Warming up");
    MadeUpPortal.approved(engine, newsletter, engine.clock().instant());
    Sending.await(engine, Math.min(WARM_UP, readers));
  }

  private boolean whole(MeasuredEngine engine, Newsletter alerts) {
    Edition edition = engine.editions().recent(alerts.id(), 1).getFirst();
    Account account = engine.deliveries().account(edition.id()).orElseThrow();
    return account.closed() && account.sent() == readers;
  }
}
