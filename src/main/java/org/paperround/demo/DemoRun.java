package org.paperround.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.paperround.article.Articles;
import org.paperround.article.IngestReport;
import org.paperround.article.SourceDefinition;
import org.paperround.delivery.Account;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Subscribers;

/// The plot of the demo, played on a started engine: sources and readers are set up, the portal is
/// read, an edition is made (or an unfinished one taken up again) and sent. Everything goes through
/// the same doors as in `serve`.
public final class DemoRun {
  /// The newsletter of the demo, which every new installation starts with.
  public static final String NEWSLETTER = "morning-briefing";

  private static final Set<EditionState> GOING_OUT =
      Set.of(EditionState.APPROVED, EditionState.SENDING, EditionState.SENT);

  private static final Duration POLL = Duration.ofMillis(200);

  /// Readers who get alerts.
  private static final int ALERTED = 5;

  private final Engine engine;
  private final PortalSite portal;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /// The facades that the plot needs.
  public record Engine(
      Articles articles,
      Newsletters newsletters,
      Subscribers subscribers,
      Editions editions,
      Deliveries deliveries) {}

  /// `progress` takes a line for the person who watches.
  public DemoRun(Engine engine, PortalSite portal, InstantSource clock, Consumer<String> progress) {
    this.engine = engine;
    this.portal = portal;
    this.clock = clock;
    this.progress = progress;
  }

  /// Defines the outlets as sources.
  public void defineSources() {
    for (Outlet outlet : portal.outlets()) {
      engine
          .articles()
          .define(
              new SourceDefinition(
                  outlet.slug(),
                  outlet.name(),
                  outlet.owner(),
                  outlet.feedUrl(),
                  outlet.own(),
                  outlet.weight(),
                  "news"));
    }
  }

  /// In this theme; and whoever signs up gets the latest edition at once, so that there is
  /// something to see.
  public void dress(String theme) {
    engine.newsletters().define(newsletter().welcomingWithEdition(true).looking(theme));
  }

  /// Brings in the made-up readers; those of an earlier run are left as they are.
  public void importReaders() {
    int imported =
        engine
            .subscribers()
            .importConfirmed(newsletter().id(), DemoReaders.load(clock.instant()), clock.instant());
    if (imported > 0) {
      progress.accept("Imported " + imported + " readers, each with consent evidence");
    }
  }

  /// Offers alerts, too, and has some of the readers ask for them: the portal has breaking news.
  public void offerAlerts() {
    Newsletter alerts =
        engine
            .newsletters()
            .define(
                newsletter()
                    .alerting(
                        "breaking-news",
                        "Breaking news",
                        "What cannot wait until the morning, in a mail of its own."));
    engine
        .subscribers()
        .importConfirmed(
            alerts.id(),
            DemoReaders.load(clock.instant()).stream().limit(ALERTED).toList(),
            clock.instant());
  }

  /// Reads every outlet's feed and the portal's pages, now.
  public IngestReport ingest() {
    List<String> feeds = new ArrayList<>();
    portal.outlets().forEach(outlet -> feeds.add(outlet.feedUrl()));
    IngestReport report = engine.articles().ingest(feeds, clock.instant());
    progress.accept(
        "Read "
            + report.feeds()
            + " feeds: "
            + report.articles()
            + " articles, "
            + report.stories()
            + " new stories");
    return report;
  }

  /// The unfinished edition of an earlier run, or a fresh one, approved as an editor would.
  public Edition edition() {
    Optional<Edition> unfinished =
        engine.editions().in(EditionState.APPROVED, EditionState.SENDING).stream()
            .filter(edition -> edition.newsletter().equals(newsletter().id()))
            .findFirst();
    if (unfinished.isPresent()) {
      progress.accept(
          "Taking up edition "
              + unfinished.get().id()
              + " again, which an earlier run did not finish");
      return unfinished.get();
    }
    Edition edition = engine.editions().build(newsletter(), clock.instant());
    progress.accept(
        "Made edition "
            + edition.id()
            + " with "
            + engine.editions().pool(edition.id()).cards().size()
            + " stories to choose from");
    return switch (engine.editions().approve(edition.id(), StaffActor.CLI)) {
      case Decision.Done(Edition approved) -> approved;
      // the cut-off has come: the scheduler may have been faster
      case Decision.Impossible(String why) ->
          engine
              .editions()
              .find(edition.id())
              .filter(now -> GOING_OUT.contains(now.state()))
              .orElseThrow(
                  () -> new IllegalStateException("The edition could not be approved: " + why));
      case Decision.NoSuchEdition _, Decision.NoSuchStory _ ->
          throw new IllegalStateException("The edition " + edition.id() + " has gone");
    };
  }

  /// Waits until every reader of the edition is accounted for, telling how far it is; returns the
  /// account at the end, or as it stands when `goOn` says no: empty before the audience is frozen.
  public Optional<Account> awaitAccount(Edition edition, BooleanSupplier goOn)
      throws InterruptedException {
    long told = -1;
    Optional<Account> account = engine.deliveries().account(edition.id());
    while (goOn.getAsBoolean() && isUnderWay(edition, account)) {
      Thread.sleep(POLL);
      account = engine.deliveries().account(edition.id());
      long done = account.map(now -> now.eligible() - now.waiting()).orElse(0L);
      if (done != told && account.isPresent()) {
        progress.accept(
            "Sending: " + done + " of " + account.get().eligible() + " readers accounted for");
        told = done;
      }
    }
    return account;
  }

  /// Until nobody waits and, but for uncertain readers, the edition is marked as sent.
  private boolean isUnderWay(Edition edition, Optional<Account> account) {
    if (account.isEmpty() || account.get().waiting() > 0) {
      return true;
    }
    EditionState state = engine.editions().find(edition.id()).orElseThrow().state();
    return account.get().uncertain() == 0 && state == EditionState.SENDING;
  }

  private Newsletter newsletter() {
    return engine.newsletters().bySlug(NEWSLETTER).orElseThrow();
  }
}
