package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.article.Articles;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Witness;
import org.paperround.platform.http.FetchConfig;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// The engine's editions on a database of their own, at 05:00 on a day whose edition is planned for
/// 06:00 in London.
final class Newsroom implements BeforeEachCallback, AfterEachCallback {
  static final Instant FIVE = Instant.parse("2026-01-10T05:00:00Z");
  static final Instant SIX = Instant.parse("2026-01-10T06:00:00Z");
  static final StaffActor ANN = new StaffActor("ann");

  final TestDatabase database = new TestDatabase();
  final SettableClock clock = new SettableClock(FIVE);

  /// A test may weigh otherwise, before the editions it asks for.
  RankingConfig config = RankingConfig.STANDARD;

  /// Fetches nothing: stories are put into the tables.
  private final HttpFetcher fetcher =
      new HttpFetcher(
          new FetchConfig(
              "test",
              false,
              Map.<String, URI>of(),
              1000,
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          clock);

  @Override
  public void beforeEach(ExtensionContext context) {
    config = RankingConfig.STANDARD;
    database.beforeEach(context);
    // the newsletter that every installation starts with would open editions of its own
    database.get().useTransaction(handle -> handle.execute("UPDATE newsletter SET active = false"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    fetcher.close();
    database.afterEach(context);
  }

  Editions editions() {
    return editions(database.get());
  }

  Editions editions(Database node) {
    return new Editions(parts(node, Witness.none()));
  }

  /// What editions work with, and who is told of what is done to them.
  EditionParts parts(Witness<EditionChange> witness) {
    return parts(database.get(), witness);
  }

  private EditionParts parts(Database node, Witness<EditionChange> witness) {
    return new EditionParts(
        node,
        clock,
        new Newsletters(node),
        articles(node),
        new Scoring(config, _ -> Map.of()),
        alarms(),
        witness);
  }

  Articles articles() {
    return articles(database.get());
  }

  private Articles articles(Database node) {
    return new Articles(node, fetcher, alarms(), clock, new SimpleMeterRegistry());
  }

  Alarms alarms() {
    return new Alarms(database.get().jdbi(), clock, new SimpleMeterRegistry());
  }

  List<String> openAlarms() {
    return alarms().open().stream().map(Alarms.OpenAlarm::cause).toList();
  }

  StoryFixture stories() {
    return new StoryFixture(database.get());
  }

  void execute(String sql) {
    database.get().useTransaction(handle -> handle.execute(sql));
  }

  Newsletter offer() {
    return offer(NewsletterFixture.BRIEFING);
  }

  Newsletter offer(NewsletterFixture newsletter) {
    return new Newsletters(database.get()).define(newsletter.build());
  }

  /// A newsletter and its collecting edition of 06:00 with these stories, ranked.
  Edition collecting(NewsletterFixture newsletter) {
    offer(newsletter);
    editions().tick();
    return only();
  }

  /// The only edition there is.
  Edition only() {
    List<Edition> all = all();
    if (all.size() != 1) {
      throw new AssertionError("one edition expected: " + all);
    }
    return all.getFirst();
  }

  List<Edition> all() {
    return editions().in(EditionState.values());
  }

  /// As delivery does when the audience is frozen.
  void send(Edition edition) {
    database
        .get()
        .useTransaction(handle -> {
          if (!editions().markSending(handle, edition.id())) {
            throw new AssertionError("the edition is not approved");
          }
        });
  }

  Edition now(Edition edition) {
    return editions().find(edition.id()).orElseThrow();
  }

  List<StoryId> frontPage(Edition edition) {
    return editions().pool(edition.id()).frontPage().stream().map(Card::story).toList();
  }

  Card card(Edition edition, StoryId story) {
    return editions().pool(edition.id()).cards().stream()
        .filter(card -> card.story().equals(story))
        .findFirst()
        .orElseThrow();
  }

  List<StoryId> pool(Edition edition) {
    return editions().pool(edition.id()).cards().stream()
        .filter(Card::usable)
        .map(Card::story)
        .toList();
  }

  List<String> diary(Edition edition) {
    return editions().diary(edition.id()).stream()
        .map(entry -> entry.revision() + " " + entry.actor() + " " + entry.action())
        .toList();
  }

  /// Six o'clock, at which the engine ranks and lets go.
  void passTheCutOff() {
    clock.set(SIX);
    editions().tick();
  }

  static void done(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Done.class);
  }
}
