package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayReply;
import org.paperround.mail.Relays;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.config.Settings;
import org.paperround.platform.database.Database;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.StoryFixture;
import org.paperround.tracking.Tracking;

/// A whole engine on a test's database, with a clock and a relay in the test's hand.
final class Press implements AutoCloseable {
  static final Instant CUT_OFF = Instant.parse("2026-06-10T05:00:00Z");
  static final DeliveryConfig CONFIG =
      delivering(ThrottleConfig.NONE, CanaryConfig.NONE, BrakeConfig.USUAL);

  final SettableClock clock = new SettableClock(CUT_OFF);
  final FakeRelay relay = new FakeRelay();
  final Paperround engine;
  final Collaborators with;
  final Deliveries deliveries;
  final Newsletter newsletter;
  final StoryFixture stories;
  private final List<Sender> senders = new ArrayList<>();

  Press(String databaseUrl) {
    this(databaseUrl, NewsletterFixture.BRIEFING.build());
  }

  Press(String databaseUrl, Newsletter offer) {
    this(databaseUrl, offer, CONFIG);
  }

  Press(String databaseUrl, Newsletter offer, DeliveryConfig delivering) {
    this.engine = new Paperround(config(databaseUrl), clock);
    this.with = with(new ChoosingConfig(true, 0));
    this.deliveries = new Deliveries(with, delivering);
    this.newsletter = engine.newsletters().define(offer);
    this.stories = new StoryFixture(engine.database());
  }

  /// What delivery works with when so much is tried out.
  Collaborators with(ChoosingConfig choosing) {
    return new Collaborators(
        engine.database(),
        clock,
        engine.alarms(),
        new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
        engine.articles(),
        engine.newsletters(),
        engine.subscribers(),
        engine.editions(),
        engine.tracking(),
        new ShownStories(engine.database(), engine.articles(), engine.tracking()::clicks),
        engine.digests(),
        choosing);
  }

  private static Config config(String url) {
    return Config.read(
        new Settings(
            Map.of(),
            Map.of(
                "PAPERROUND_DATABASE_URL", url,
                "PAPERROUND_MAIL_DOMAIN", "news.example",
                "PAPERROUND_LINKS_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
  }

  Database database() {
    return engine.database();
  }

  /// Stories published in the hours before the cut-off.
  List<StoryId> publish(int count) {
    return stories.publish(count, clock.instant());
  }

  /// `reader0@reader.example`, `reader1@...`, confirmed.
  List<SubscriberId> readers(int count) {
    List<SubscriberId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(reader("reader" + i + "@reader.example", null, "Europe/London"));
    }
    return ids;
  }

  /// As many as in [#readers], imported at once.
  void crowd(int count) {
    crowd("reader", count, null);
  }

  void crowd(String name, int count, @Nullable Integer hour) {
    engine
        .subscribers()
        .importConfirmed(
            newsletter.id(),
            IntStream.range(0, count)
                .mapToObj(i -> imported(name + i + "@reader.example", hour, "Europe/London"))
                .toList(),
            clock.instant());
  }

  SubscriberId reader(String address, @Nullable Integer hour, String zone) {
    return reader(newsletter, address, hour, zone);
  }

  SubscriberId reader(Newsletter offer, String address, @Nullable Integer hour, String zone) {
    engine
        .subscribers()
        .importConfirmed(offer.id(), List.of(imported(address, hour, zone)), clock.instant());
    return engine.subscribers().byAddress(EmailAddress.of(address)).orElseThrow();
  }

  /// A reader of another list, who has opted in there.
  ImportedReader someone(String address) {
    return imported(address, null, "Europe/London");
  }

  private ImportedReader imported(String address, @Nullable Integer hour, String zone) {
    return new ImportedReader(
        EmailAddress.of(address),
        "Anna",
        Locale.ENGLISH,
        ZoneId.of(zone),
        hour,
        null,
        Set.of(),
        Set.of(),
        false,
        clock.instant().minus(Duration.ofDays(9)),
        "a form");
  }

  /// An approved edition of what was published, its cut-off now.
  Edition approve() {
    return approve(newsletter);
  }

  Edition approve(Newsletter offer) {
    Edition built = engine.editions().build(offer, clock.instant());
    engine.editions().approve(built.id(), StaffActor.CLI);
    return engine.editions().find(built.id()).orElseThrow();
  }

  /// An edition with a frozen audience.
  Edition send() {
    return send(newsletter);
  }

  Edition send(Newsletter offer) {
    Edition edition = approve(offer);
    deliveries.tick();
    return engine.editions().find(edition.id()).orElseThrow();
  }

  void unsubscribe(SubscriberId reader) {
    engine.subscribers().unsubscribe(reader, newsletter.id(), UnsubscribeCause.PAGE, provenance());
  }

  Provenance provenance() {
    return new Provenance("form", clock.instant(), null, null);
  }

  /// A node that is alive; the claims of tests without a [Sender] are its.
  long node() {
    return database().jdbi().withExtension(NodeDao.class, dao -> dao.register("by-hand"));
  }

  /// What a claim of this edition takes now.
  Claims.Taken claim(Edition edition, int limit, long node) {
    return claim(with, edition, limit, node);
  }

  static Claims.Taken claim(Collaborators with, Edition edition, int limit, long node) {
    return claim(with, edition, limit, node, new SubjectTrials(with));
  }

  static Claims.Taken claim(
      Collaborators with, Edition edition, int limit, long node, SubjectTrials trials) {
    return new Claims(with, true, trials).take(target(with, edition, limit, WarmUp.NONE), node);
  }

  /// What a claim takes now while a warm-up plan runs.
  Claims.Taken claim(Edition edition, int limit, long node, WarmUp plan) {
    return new Claims(with, true, new SubjectTrials(with))
        .take(target(with, edition, limit, plan), node);
  }

  static Target target(Collaborators with, Edition edition, int limit, WarmUp plan) {
    OpenEdition open = OpenEdition.find(with, edition.id()).orElseThrow();
    DomainGroups groups =
        with.database()
            .jdbi()
            .withHandle(
                handle -> DomainGroups.read(handle, ThrottleConfig.NONE, with.clock().instant()));
    return new Target(open, Priorities.of(open), List.of(new Target.Part(0, limit)), groups, plan);
  }

  /// The numbers of one reader's row: state and reason.
  Ending row(Edition edition, SubscriberId reader) {
    return database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT state, reason FROM delivery WHERE edition_id = :edition AND"
                        + " subscriber_id = :reader")
                .bind("edition", edition.id().value())
                .bind("reader", reader.value())
                .map((row, _) -> {
                  Integer reason = row.getObject("reason", Integer.class);
                  return new Ending(
                      DeliveryState.of(row.getInt("state")),
                      reason == null ? null : LedgerReason.of(reason));
                })
                .one());
  }

  /// The causes of the open alarms.
  List<String> alarms() {
    return engine.alarms().open().stream().map(Alarms.OpenAlarm::cause).toList();
  }

  /// Twenty more are answered, of which two came back, without a relay.
  void answered(EditionId edition) {
    database()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO pulse (edition_id, node_id, answered, bounces, blocks)"
                    + " VALUES (?, 1, 20, 2, 0) ON CONFLICT (edition_id, node_id) DO UPDATE"
                    + " SET answered = pulse.answered + 20, bounces = pulse.bounces + 2",
                edition.value()));
  }

  EditionState state(Edition edition) {
    return engine.editions().find(edition.id()).orElseThrow().state();
  }

  void execute(String sql) {
    database().useTransaction(handle -> handle.execute(sql));
  }

  static DeliveryConfig throttled(ThrottleConfig throttles) {
    return delivering(throttles, CanaryConfig.NONE, BrakeConfig.USUAL);
  }

  static DeliveryConfig delivering(
      ThrottleConfig throttles, CanaryConfig canary, BrakeConfig brake) {
    return new DeliveryConfig(
        DeliveryConfig.USUAL_LEASE,
        false,
        "test-node",
        throttles,
        canary,
        brake,
        DeliveryConfig.USUAL_MONTHS);
  }

  /// A sending node with so many connections.
  Sender start(int connections) {
    return start(connections, CONFIG);
  }

  Sender start(int connections, DeliveryConfig config) {
    return start(connections, config, relay);
  }

  /// The one relay of this node is played by `over`.
  Sender start(int connections, DeliveryConfig config, Relays.Connector over) {
    return start(connections, config, List.of(RelayFixture.named("relay", 1, 200)), over);
  }

  /// A sending node with these relays, each played by [#relay].
  Sender start(int connections, DeliveryConfig config, List<RelayConfig> configs) {
    return start(connections, config, configs, relay);
  }

  /// A sending node with these relays, each played by `over`.
  Sender start(
      int connections, DeliveryConfig config, List<RelayConfig> configs, Relays.Connector over) {
    Relays relays = new Relays(configs, over, engine.alarms(), with.meters(), clock);
    Sender sender = new Sender(with, config, relays, deliveries);
    senders.add(sender);
    sender.start(connections, new org.paperround.platform.database.Wakeups(database()));
    return sender;
  }

  /// What became of a claim that the relay took.
  Settlement accepted(Claim claim) {
    return new Settlement.Transmitted(
        claim,
        new TransmissionOutcome.Accepted(new RelayReply(250, "2.0.0", "ok")),
        "relay",
        clock.instant());
  }

  Account account(Edition edition) {
    return deliveries.account(edition.id()).orElseThrow();
  }

  /// One number of the ledger.
  long count(String where, EditionId edition) {
    return number("SELECT count(*) FROM delivery WHERE edition_id = " + edition + " AND " + where);
  }

  /// The one number that a query gives.
  long number(String sql) {
    return database().jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /// A click of `reader` on a card, at this moment; `machine`: no person did it.
  void click(SubscriberId reader, EditionId edition, Card card, boolean machine) {
    engine
        .tracking()
        .clicked(
            new Tracking.Click(
                reader, edition, card.ordinal(), card.story(), machine, clock.instant()));
  }

  /// Whether a transaction in this database waits for another.
  boolean somebodyWaitsForALock() {
    return database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT FROM pg_stat_activity
                      WHERE datname = current_database() AND wait_event_type = 'Lock')
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public void close() {
    relay.release();
    senders.forEach(Sender::close);
    engine.close();
  }
}
