package org.paperround.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.paperround.article.PageSelectors;
import org.paperround.article.PushOutcome;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceId;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import org.paperround.article.StoryGrouping;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.SunsetPolicy;
import org.paperround.subscriber.ImportedReader;

/// A portal on an empty database, with as many readers as are wanted: the workload of the sending
/// benchmarks. [#DAYS] days of news and editions lie behind it; today's pool has [#CARDS] cards.
/// The same for one number of readers, but for the day it is made on. For one thread.
final class MadeUpPortal {
  static final int DAYS = 14;
  static final int CARDS = 300;

  /// Cards that each reader had on each day before.
  static final int HAD = 12;

  /// At most in a digest of today: some 30 KB.
  private static final int STORIES = 8;

  /// Of a pool of the days before.
  static final int CARDS_BEFORE = 60;

  /// So many readers of a newsletter of this name.
  record Audience(String name, int readers) {}

  static final String DOMAIN = "news.the-courier.example";

  /// Over those of a fresh installation.
  static final Map<String, String> SETTINGS =
      Map.of(
          "mail.domain",
          DOMAIN,
          "links.public-url",
          "https://" + DOMAIN,
          "relay.host",
          "127.0.0.1",
          "relay.tls",
          "none",
          "canary.watch",
          "0s",
          // All its readers are of one domain.
          "throttle.domain-share",
          "100");

  private static final List<ZoneId> ZONES =
      Stream.of("Europe/London", "Europe/Paris", "America/New_York", "Asia/Tokyo", "Asia/Kolkata")
          .map(ZoneId::of)
          .toList();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PER_PUSH = 100;
  private static final int PER_IMPORT = 5_000;
  private static final Duration NEWS = Duration.ofHours(10);

  private final MeasuredEngine engine;
  private final AtomicReference<Instant> clock;
  private final List<StoryGrouping.Text> texts;
  private final List<SourceId> sources;
  private final int today;
  private int told;

  /// `clock` is what the engine takes for the time; between two calls it is the present.
  MadeUpPortal(MeasuredEngine engine, AtomicReference<Instant> clock) {
    this(engine, clock, CARDS);
  }

  /// With so many stories today.
  MadeUpPortal(MeasuredEngine engine, AtomicReference<Instant> clock, int today) {
    this.today = today;
    this.texts = MadeUpNews.events(DAYS * CARDS_BEFORE + today, 1);
    this.engine = engine;
    this.clock = clock;
    this.sources = List.of(source("the-courier", true), source("the-record", false));
  }

  /// [#SETTINGS] and those of a node that sends everything at once; may be added to.
  static Map<String, String> sending(int relayPort, int connections) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("delivery.all-due-at-once", "true");
    settings.put("relay.port", String.valueOf(relayPort));
    settings.put("relay.connections", String.valueOf(connections));
    return settings;
  }

  private SourceId source(String slug, boolean own) {
    return engine
        .articles()
        .define(
            new SourceDefinition(
                slug,
                slug,
                slug,
                "https://www." + slug + ".example/",
                own,
                1,
                "world",
                new SourceSettings(SourceKind.PUSH, 300, null, List.of(), PageSelectors.STANDARD)));
  }

  /// A newsletter for each name, with so many readers, whose ledger holds the days before.
  List<Newsletter> newsletters(List<Audience> audiences) {
    List<Newsletter> newsletters =
        audiences.stream().map(of -> engine.newsletters().define(offer(of.name()))).toList();
    List<List<EditionId>> before = new ArrayList<>();
    newsletters.forEach(_ -> before.add(new ArrayList<>()));
    Instant now = clock.get();
    for (int day = DAYS; day >= 1; day--) {
      clock.set(now.minus(Duration.ofDays(day)));
      publish(CARDS_BEFORE);
      for (int i = 0; i < newsletters.size(); i++) {
        before.get(i).add(approved(newsletters.get(i)).id());
      }
      engine.deliveries().tick(); // nobody is there yet: they close with nothing sent
    }
    clock.set(now);
    publish(today);
    for (int i = 0; i < newsletters.size(); i++) {
      subscribe(newsletters.get(i), audiences.get(i));
      new DaysBefore(engine.database()).fill(newsletters.get(i).id(), before.get(i));
    }
    return newsletters;
  }

  /// A newsletter with so many readers, of today's news only.
  Newsletter newsletter(Audience audience) {
    Newsletter newsletter = engine.newsletters().define(offer(audience.name()));
    publish(today);
    subscribe(newsletter, audience);
    return newsletter;
  }

  private void subscribe(Newsletter newsletter, Audience audience) {
    for (int first = 0; first < audience.readers(); first += PER_IMPORT) {
      engine
          .subscribers()
          .importConfirmed(
              newsletter.id(),
              LongStream.range(first, Math.min(audience.readers(), first + PER_IMPORT))
                  .mapToObj(number -> reader(audience.name(), number))
                  .toList(),
              clock.get());
    }
    // As the database does by itself within a minute.
    engine.database().useTransaction(handle -> handle.execute("ANALYZE"));
  }

  private Edition approved(Newsletter newsletter) {
    return approved(engine, newsletter, clock.get());
  }

  /// An edition of what there is at `cutOff`, approved.
  static Edition approved(MeasuredEngine engine, Newsletter newsletter, Instant cutOff) {
    Edition built = engine.editions().build(newsletter, cutOff);
    engine.editions().approve(built.id(), StaffActor.CLI);
    return built;
  }

  /// An article of now that breaks, in a section that nobody mutes; returns when it is stored.
  static void breakNews(MeasuredEngine engine, SourceId source) {
    JsonNode article =
        JSON.valueToTree(
            Map.of(
                "url", "https://www.the-courier.example/breaking/1",
                "headline", "Dam above the town gives way after a week of rain",
                "standfirst", "The valley is cleared; roads and the railway are closed.",
                "body", "The dam above the town gave way this morning after a week of rain.",
                "keyPoints", List.of("The valley is cleared", "Roads are closed"),
                "section", "breaking",
                "breaking", true,
                "publishedAt", engine.clock().instant().toString()));
    PushOutcome outcome = engine.articles().push(source, List.of(article)).getFirst();
    if (!(outcome instanceof PushOutcome.Stored)) {
      throw new IllegalStateException("the breaking article was not stored: " + outcome);
    }
  }

  /// The portal's own.
  SourceId own() {
    return sources.getFirst();
  }

  /// The news of the last hours.
  private void publish(int count) {
    Random random = new Random(told);
    for (int first = 0; first < count; first += PER_PUSH) {
      List<JsonNode> articles = new ArrayList<>();
      for (int i = first; i < Math.min(count, first + PER_PUSH); i++) {
        articles.add(article(texts.get(told++), random));
      }
      engine.articles().push(sources.get((first / PER_PUSH) % sources.size()), articles);
    }
  }

  private JsonNode article(StoryGrouping.Text text, Random random) {
    String section = MadeUpPools.SECTIONS.get(MadeUpNews.zipf(MadeUpPools.SECTIONS.size(), random));
    String slug = section.toLowerCase(Locale.ROOT);
    Instant at = clock.get().minusSeconds(random.nextLong(NEWS.toSeconds()));
    return JSON.valueToTree(
        Map.of(
            "url", "https://www.the-courier.example/" + slug + "/" + text.id(),
            "headline", text.headline(),
            "standfirst", text.standfirst(),
            "body", text.body(),
            "keyPoints", List.of(text.standfirst(), text.headline()),
            "whyItMatters", text.standfirst(),
            "section", slug,
            "topics", List.of(slug + " today"),
            "publishedAt", at.toString()));
  }

  /// A third consent to tracking; up to three follows, one in ten mutes a section; most have an
  /// hour of their own, in one of several zones.
  private ImportedReader reader(String newsletter, long number) {
    SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
    return new ImportedReader(
        EmailAddress.of("reader" + number + "@" + newsletter + ".example"),
        "Reader " + number,
        Locale.ENGLISH,
        ZONES.get(random.nextInt(ZONES.size())),
        random.nextInt(4) == 0 ? null : 5 + random.nextInt(5),
        null,
        MadeUpReaders.interests(random.nextInt(4), random),
        MadeUpReaders.interests(random.nextInt(10) == 0 ? 1 : 0, random),
        number % 3 == 0,
        clock.get().minus(Duration.ofDays(DAYS + 1)),
        "a made-up form");
  }

  private Newsletter offer(String slug) {
    Newsletter base = engine.newsletters().all().getFirst();
    return new Newsletter(
        new NewsletterId(1),
        slug,
        "Morning Briefing",
        base.description(),
        base.portalName(),
        base.portalUrl(),
        Newsletter.Kind.DIGEST,
        true,
        LocalTime.of(6, 0),
        EnumSet.allOf(DayOfWeek.class),
        ZoneId.of("UTC"),
        Duration.ofHours(12),
        base.maxAge(),
        MadeUpPools.FRONT_PAGE,
        3,
        STORIES,
        Newsletter.Approval.AUTOMATIC,
        Newsletter.UncertainPolicy.RESEND,
        base.senderName(),
        base.senderAddress(),
        base.replyTo(),
        base.postalAddress(),
        base.look(),
        Locale.ENGLISH,
        AlertPolicy.STANDARD,
        SunsetPolicy.OFF,
        false,
        false,
        false);
  }
}
