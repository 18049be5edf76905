package org.paperround.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Articles;
import org.paperround.delivery.Collaborators;
import org.paperround.delivery.Deliveries;
import org.paperround.digest.DigestIdentity;
import org.paperround.digest.DigestLinks;
import org.paperround.delivery.Sender;
import org.paperround.digest.Digests;
import org.paperround.edition.Editions;
import org.paperround.mail.Outbox;
import org.paperround.mail.Relay;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.metrics.Metrics;
import org.paperround.platform.template.Templates;
import org.paperround.schedule.QuartzTables;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.tracking.Tracking;

/// The composition root: builds one engine from a [Config], starts it and stops it. Constructors
/// only; nothing is decided here.
public final class Paperround implements AutoCloseable {
  private final Config config;
  private final Database database;
  private final Metrics metrics = new Metrics();
  private final Wakeups wakeups;
  private final Alarms alarms;
  private final TokenSigner signer;
  private final Templates templates;

  private final Outbox outbox;

  private final HttpFetcher fetcher;
  private final Articles articles;

  private final Newsletters newsletters;

  private final ReaderLinks readerLinks;

  private final Subscribers subscribers;

  private final Editions editions;

  private final Tracking tracking;

  private final Digests digests;

  private final Collaborators delivering;
  private final Deliveries deliveries;
  private @Nullable Sender sender;
  private @Nullable Clockwork clockwork;

  public Paperround(Config config, InstantSource clock) {
    this.config = config;
    this.database = Database.connect(config.database());
    this.wakeups = new Wakeups(database);
    this.alarms = new Alarms(database.jdbi(), clock, metrics.registry());
    this.signer = new TokenSigner(config.keys());
    this.templates = new Templates(config.templates());

    this.outbox = new Outbox();

    this.fetcher = new HttpFetcher(config.fetch(), clock);
    this.articles = new Articles(database, fetcher, alarms, clock);

    this.newsletters = new Newsletters(database);

    String bounceDomain = "bounce." + config.mailDomain();
    this.readerLinks = new ReaderLinks(signer, config.publicUrl(), bounceDomain);
    this.subscribers =
        new Subscribers(database, newsletters, outbox, templates, signer, readerLinks);

    this.editions =
        new Editions(
            database,
            clock,
            newsletters,
            articles,
            // nothing was shown to anybody yet
            _ -> Map.of(),
            alarms);

    this.tracking = new Tracking();

    this.digests =
        new Digests(
            database,
            templates,
            clock,
            new DigestLinks(signer, config.publicUrl(), bounceDomain),
            readerLinks,
            new DigestIdentity(config.mailDomain(), config.senderId(), signer, null));

    this.delivering = delivering(clock);
    this.deliveries = new Deliveries(delivering, config.delivery());
  }

  private Collaborators delivering(InstantSource clock) {
    return new Collaborators(
        database,
        clock,
        alarms,
        metrics.registry(),
        articles,
        newsletters,
        subscribers,
        editions,
        digests);
  }

  /// Migrations written in Java, beside the files of `db/migration`.
  public static List<JavaMigration> javaMigrations() {
    return List.of(new QuartzTables());
  }

  public Database database() {
    return database;
  }

  public Alarms alarms() {
    return alarms;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Templates templates() {
    return templates;
  }

  public TokenSigner signer() {
    return signer;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Articles articles() {
    return articles;
  }

  public Newsletters newsletters() {
    return newsletters;
  }

  public ReaderLinks readerLinks() {
    return readerLinks;
  }

  public Subscribers subscribers() {
    return subscribers;
  }

  public Editions editions() {
    return editions;
  }

  public Tracking tracking() {
    return tracking;
  }

  public Digests digests() {
    return digests;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  /// Starts the loops and servers of these roles; returns when they run.
  public void start(List<Config.Role> roles) {
    wakeups.start();
    if (roles.contains(Config.Role.SCHEDULER)) {
      startClockwork();
    }
    if (roles.contains(Config.Role.SENDER)) {
      startSending();
    }
  }

  private void startClockwork() {
    Clockwork started = new Clockwork(database, articles, editions, wakeups);
    started.start();
    clockwork = started;
  }

  private void startSending() {
    Sender started =
        new Sender(delivering, config.delivery(), new Relay(config.relay()), deliveries::tick);
    started.start(config.relay().connections(), wakeups);
    sender = started;
  }

  @Override
  public void close() {
    if (clockwork != null) {
      clockwork.close();
    }
    if (sender != null) {
      sender.close();
    }
    wakeups.close();
    fetcher.close();
    database.close();
  }
}
