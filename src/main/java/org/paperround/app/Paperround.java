package org.paperround.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.migration.JavaMigration;
import org.paperround.article.ArticleImages;
import org.paperround.article.Articles;
import org.paperround.article.HubSubscriptions;
import org.paperround.delivery.AskedReaders;
import org.paperround.delivery.Bounces;
import org.paperround.delivery.Collaborators;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.DigestCopies;
import org.paperround.delivery.DryRuns;
import org.paperround.delivery.EditionLint;
import org.paperround.delivery.LedgerDeliveries;
import org.paperround.delivery.ReaderLedger;
import org.paperround.delivery.SampleMails;
import org.paperround.delivery.ShownStories;
import org.paperround.delivery.Sunset;
import org.paperround.delivery.TestMails;
import org.paperround.digest.DigestIdentity;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.Digests;
import org.paperround.digest.Rehearsal;
import org.paperround.digest.lint.DeadLinks;
import org.paperround.edition.EditionParts;
import org.paperround.edition.Editions;
import org.paperround.edition.Scoring;
import org.paperround.feedback.Feedback;
import org.paperround.mail.DkimSigner;
import org.paperround.mail.Outbox;
import org.paperround.mail.Relays;
import org.paperround.mail.smtp.SmtpSession;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.Themes;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.ExtraPages;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.metrics.Metrics;
import org.paperround.platform.template.Templates;
import org.paperround.schedule.QuartzTables;
import org.paperround.staff.Presence;
import org.paperround.staff.Staff;
import org.paperround.subscriber.Audience;
import org.paperround.subscriber.MailRehearsal;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Rhythms;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.Subscribers;
import org.paperround.tracking.TrackedClicks;
import org.paperround.tracking.Tracking;
import org.paperround.web.OfferedInterests;
import org.paperround.web.WebServer;
import org.paperround.web.desk.DeskPages;
import org.paperround.web.desk.ThemeChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: builds one engine from a [Config]. Constructors only; nothing is decided
/// here. What a started engine runs is in [Running].
public final class Paperround implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Paperround.class);

  private final Config config;
  private final Database database;
  private final Metrics metrics = new Metrics();
  private final Alarms alarms;
  private final Templates templates;
  private final Relays relays;
  private final DkimSigner dkim;
  private final Outbox outbox;
  private final HttpFetcher fetcher;
  private final Articles articles;
  private final HubSubscriptions hubs;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final Editions editions;
  private final Tracking tracking;
  private final Digests digests;
  private final Collaborators delivering;
  private final Deliveries deliveries;
  private final DryRuns dryRuns;
  private final SampleMails sampleMails;
  private final EditionLint editionLint;
  private final Sunset sunset;
  private final Rights rights;
  private final Staff staff;
  private final Purge purge;
  private final Feedback feedback;
  private final WebServer web;
  private final ThemeCheck themeCheck;
  private final Running running;

  public Paperround(Config config, InstantSource clock) {
    this.config = config;
    this.database = Database.connect(config.database());
    this.alarms = new Alarms(database.jdbi(), clock, metrics.registry());
    this.templates = new Templates(config.templates());
    TokenSigner signer = new TokenSigner(config.keys());

    this.relays = new Relays(config.relays(), SmtpSession::open, alarms, metrics.registry(), clock);
    this.dkim = DkimSigner.of(config.dkim(), LOG::warn);
    this.outbox = new Outbox(database, clock, config.mailDomain(), config.senderId());

    this.fetcher = new HttpFetcher(config.fetch(), clock);
    this.articles = new Articles(database, fetcher, alarms, clock, metrics.registry());
    this.hubs =
        new HubSubscriptions(database, fetcher, signer, clock, metrics.registry(), config.hubs());
    this.newsletters = new Newsletters(database);

    // bounces and unsubscribe mails come in at the same place
    String bounceDomain = "bounce." + config.mailDomain();
    ReaderLinks readerLinks = new ReaderLinks(signer, config.publicUrl(), bounceDomain);
    this.subscribers =
        new Subscribers(database, newsletters, outbox, templates, signer, readerLinks);

    this.staff = new Staff(database, clock, outbox, templates, config.staff());
    this.tracking = new Tracking(database, metrics.registry());
    ShownStories shownStories = new ShownStories(database, articles, tracking::clicks);
    this.editions =
        new Editions(
            new EditionParts(
                database,
                clock,
                newsletters,
                articles,
                new Scoring(config.ranking(), shownStories),
                alarms,
                (handle, done) ->
                    staff.audit(
                        handle,
                        done.actor().name(),
                        done.action(),
                        done.subject(),
                        done.before(),
                        done.after())));

    DigestLinks digestLinks =
        new DigestLinks(signer, config.publicUrl(), bounceDomain, config.images().proxy());
    this.digests =
        new Digests(
            database,
            templates,
            clock,
            digestLinks,
            readerLinks,
            new DigestIdentity(config.mailDomain(), config.senderId(), signer, dkim));

    this.delivering =
        new Collaborators(
            database,
            clock,
            alarms,
            metrics.registry(),
            articles,
            newsletters,
            subscribers,
            editions,
            tracking,
            shownStories,
            digests,
            config.choosing());
    this.deliveries = new Deliveries(delivering, config.delivery());
    this.dryRuns = new DryRuns(delivering, config.delivery());
    this.sampleMails = new SampleMails(delivering);
    this.editionLint = new EditionLint(delivering, sampleMails, new DeadLinks(fetcher));
    this.sunset =
        new Sunset(delivering, new Rhythms(outbox, templates, readerLinks), config.tracking());
    this.rights =
        new Rights(
            database,
            List.of(
                new TrackedClicks(),
                new LedgerDeliveries(),
                new AskedReaders(),
                new OutboxMails(outbox)));

    this.purge = new Purge(rights, tracking, config.tracking(), outbox, staff, clock);

    this.feedback =
        new Feedback(
            config.feedback(),
            new Feedback.Parts(
                readerLinks,
                digestLinks,
                digests,
                editions,
                subscribers,
                new Bounces(delivering),
                clock,
                alarms,
                metrics.registry()));

    this.themeCheck =
        new ThemeCheck(
            new Themes(templates),
            newsletters,
            new Rehearsal(templates, digestLinks, readerLinks, config.senderId()),
            new MailRehearsal(database, outbox, templates, readerLinks));

    this.web =
        new WebServer(
            config.web(),
            new DeskPages(
                config.web().desk(),
                new DeskPages.Parts(
                    clock,
                    templates,
                    staff,
                    new Presence(database, clock),
                    articles,
                    newsletters,
                    subscribers,
                    new Audience(database, clock),
                    rights,
                    new ReaderLedger(delivering),
                    new DigestCopies(delivering, outbox, templates.messages()),
                    editions,
                    shownStories,
                    deliveries,
                    dryRuns,
                    sampleMails,
                    new TestMails(delivering, outbox),
                    editionLint,
                    new ThemeChoice(themeCheck::names, themeCheck::problems))),
            new WebServer.Parts(
                config.publicUrl(),
                clock,
                templates,
                metrics,
                database::ready,
                articles,
                hubs,
                newsletters,
                subscribers,
                rights,
                readerLinks,
                new OfferedInterests(articles, clock),
                editions,
                digestLinks,
                deliveries,
                sunset,
                tracking,
                () -> articleImages(clock)));
    this.running = new Running(this);
  }

  /// Where mails show images through us.
  private Optional<ArticleImages> articleImages(InstantSource clock) {
    return config.images().proxy()
        ? Optional.of(new ArticleImages(fetcher, clock, config.images()))
        : Optional.empty();
  }

  /// Migrations written in Java, beside the files of `db/migration`.
  public static List<JavaMigration> javaMigrations() {
    return List.of(new QuartzTables());
  }

  /// Brings the schema to this version; returns what was applied now.
  public List<String> migrate() {
    return database.migrate(javaMigrations());
  }

  /// Starts the loops and servers of these roles; returns when they run.
  ///
  /// @throws BrokenThemeException when mails could not be made; nothing was started then
  public void start(List<Config.Role> roles) {
    themeCheck.require();
    running.start(roles);
  }

  /// Stops what was started, in reverse order: nothing new is claimed, what is on the wire is
  /// finished, the rest is given back.
  @Override
  public void close() {
    running.close();
    fetcher.close();
    database.close();
  }

  public Config config() {
    return config;
  }

  public Database database() {
    return database;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Alarms alarms() {
    return alarms;
  }

  public Templates templates() {
    return templates;
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

  public Subscribers subscribers() {
    return subscribers;
  }

  public Rights rights() {
    return rights;
  }

  public Staff staff() {
    return staff;
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

  public DryRuns dryRuns() {
    return dryRuns;
  }

  public EditionLint editionLint() {
    return editionLint;
  }

  public WebServer web() {
    return web;
  }

  /// Pages that stand before the engine's own.
  public void mount(ExtraPages pages) {
    web.mount(pages);
  }

  /// The port of the pages, once the web role has started.
  public int webPort() {
    return web.port();
  }

  public HubSubscriptions hubs() {
    return hubs;
  }

  public Sunset sunset() {
    return sunset;
  }

  public ThemeCheck themeCheck() {
    return themeCheck;
  }

  Purge purge() {
    return purge;
  }

  public Feedback feedback() {
    return feedback;
  }

  public Relays relays() {
    return relays;
  }

  public DkimSigner dkim() {
    return dkim;
  }

  Collaborators delivering() {
    return delivering;
  }
}
