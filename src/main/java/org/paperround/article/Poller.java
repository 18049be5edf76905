package org.paperround.article;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.http.WebAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one source: fetches its feed or list and pages outside any transaction, then stores what
/// they say and how the source is doing in one. Thread-safe.
final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(6);
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);
  private static final int ALARM_AFTER = 3;

  private final Database database;
  private final HttpFetcher fetcher;
  private final ArticleStore store;
  private final PageReader pages;
  private final ListedArticles listed;
  private final Alarms alarms;
  private final InstantSource clock;

  Poller(
      Database database,
      HttpFetcher fetcher,
      ArticleStore store,
      Alarms alarms,
      InstantSource clock) {
    this.database = database;
    this.fetcher = fetcher;
    this.store = store;
    this.pages = new PageReader(fetcher);
    this.listed = new ListedArticles(pages);
    this.alarms = alarms;
    this.clock = clock;
  }

  /// As [#poll]; a fault of ours that one feed brings out does not stop the other sources. A lost
  /// database does, since the failure cannot be noted either.
  IngestReport pollSafely(SourceRow source) {
    try {
      return poll(source);
    } catch (RuntimeException e) {
      LOG.error("Source {} could not be stored; it is tried again later", source.slug(), e);
      return failed(
          source, "An unforeseen fault of Paperround while it was read; the log says more.", null);
    }
  }

  /// Reads the source once. Whatever the other side does ends in the report, not in an exception.
  IngestReport poll(SourceRow source) {
    return WebAddress.parse(source.url())
        .map(address -> poll(source, address))
        .orElseGet(
            () -> failed(source, "Its address " + source.url() + " is no http address.", null));
  }

  private IngestReport poll(SourceRow source, URI address) {
    Instant began = clock.instant();
    Fetch.Validators last = new Fetch.Validators(source.etag(), source.lastModified());
    return switch (fetcher.get(address, last)) {
      case Fetch.Fetched fetched -> read(source, fetched, began);
      case Fetch.NotModified _ -> unchanged(source, last, began);
      case Fetch.Gone _ -> failed(source, SourceAdvice.GONE, LONGEST_ASKED);
      case Fetch.Refused refused -> failed(source, SourceAdvice.of(refused), refused.retryAfter());
    };
  }

  private IngestReport read(SourceRow source, Fetch.Fetched fetched, Instant began) {
    return switch (source.settings().kind()) {
      case FEED -> feed(source, fetched, began);
      case PAGE -> page(source, fetched, began);
      case PUSH -> IngestReport.NOTHING;
    };
  }

  private IngestReport feed(SourceRow source, Fetch.Fetched fetched, Instant began) {
    Instant now = clock.instant();
    return switch (FeedParser.parse(fetched.body(), fetched.contentType())) {
      case ParsedFeed.Unreadable(String sentence) -> failed(source, sentence, null);
      case ParsedFeed.Feed feed -> {
        PageReader.Result result = complete(source, feed, fetched.location(), now);
        // Where pages are left, the feed must come whole again next time.
        Fetch.Validators kept = result.complete() ? fetched.validators() : Fetch.Validators.NONE;
        Optional<HubOffer> offer = HubOffer.of(fetched);
        yield stored(
            source,
            result.drafts(),
            read(source, kept, began, now),
            handle -> offered(handle, source, offer, now));
      }
    };
  }

  private static void offered(
      Handle handle, SourceRow source, Optional<HubOffer> offer, Instant now) {
    SourceHubDao hubs = handle.attach(SourceHubDao.class);
    String hub = offer.map(HubOffer::hub).map(URI::toString).orElse(null);
    String topic = offer.map(HubOffer::topic).map(URI::toString).orElse(null);
    hubs.leaveOthers(source.id(), hub, topic, now);
    if (hub != null && topic != null) {
      hubs.want(source.id(), hub, topic, now);
    }
  }

  /// A list is always fetched whole: that it is unchanged says nothing of the articles on it.
  private IngestReport page(SourceRow source, Fetch.Fetched fetched, Instant began) {
    Instant now = clock.instant();
    List<CanonicalUrl> links = PageList.links(fetched, source.settings().linkSelector());
    if (links.isEmpty()) {
      return failed(source, SourceAdvice.NO_LINKS, null);
    }
    List<ArticleDraft> skeletons = ListedArticles.skeletons(source, links, now);
    ListedArticles.Result result = listed.read(source, skeletons, known(source, skeletons), now);
    if (result.articles() == 0) {
      return failed(source, SourceAdvice.NO_ARTICLES, null);
    }
    return stored(
        source, result.drafts(), read(source, Fetch.Validators.NONE, began, now), _ -> {});
  }

  private static SourceDao.Read read(
      SourceRow source, Fetch.Validators validators, Instant began, Instant now) {
    Instant next = now.plusSeconds(source.interval(now));
    return new SourceDao.Read(validators.etag(), validators.lastModified(), began, now, next);
  }

  private IngestReport stored(
      SourceRow source, List<ArticleDraft> drafts, SourceDao.Read read, Consumer<Handle> also) {
    ArticleStore.Stored stored =
        store.store(
            source,
            drafts,
            read.now(),
            handle -> {
              if (succeeded(handle, source, read)) {
                also.accept(handle);
              }
            });
    recovered(source);
    LOG.debug(
        "Source {}: {} articles, {} new stories",
        source.slug(),
        stored.articles(),
        stored.stories());
    return new IngestReport(1, stored.articles(), stored.stories(), List.of());
  }

  /// Stores a feed that was read outside the schedule, as if it were `now`; the source's schedule
  /// stays as it is.
  IngestReport ingest(SourceRow source, ParsedFeed.Feed feed, URI location, Instant now) {
    List<ArticleDraft> drafts = complete(source, feed, location, now).drafts();
    ArticleStore.Stored stored = store.store(source, drafts, now, _ -> {});
    return new IngestReport(1, stored.articles(), stored.stories(), List.of());
  }

  /// The feed's entries as drafts; those of the portal itself with what their pages say.
  private PageReader.Result complete(
      SourceRow source, ParsedFeed.Feed feed, URI location, Instant now) {
    List<ArticleDraft> drafts = new Drafts(source, location, now).of(feed.entries());
    return source.ownPortal()
        ? pages.read(source, drafts, known(source, drafts), now)
        : new PageReader.Result(drafts, true);
  }

  private Known known(SourceRow source, List<ArticleDraft> drafts) {
    return database
        .jdbi()
        .withExtension(ArticleDao.class, dao -> Known.of(dao, source.id(), drafts));
  }

  private IngestReport unchanged(SourceRow source, Fetch.Validators last, Instant began) {
    SourceDao.Read read = read(source, last, began, clock.instant());
    database.useTransaction(handle -> succeeded(handle, source, read));
    recovered(source);
    return new IngestReport(1, 0, 0, List.of());
  }

  private void recovered(SourceRow source) {
    if (source.consecutiveFailures() > 0) {
      alarms.resolve(cause(source.slug()));
    }
  }

  /// False when the source was removed or defined otherwise meanwhile: then it is read anew.
  private static boolean succeeded(Handle handle, SourceRow source, SourceDao.Read read) {
    SourceSettings settings = source.settings();
    return handle
            .attach(SourceDao.class)
            .succeeded(
                source.id(), source.url(), source.ownPortal(), settings, settings.selectors(), read)
        > 0;
  }

  /// Marks the source failing; it is tried again after the poll interval, doubled with each failure
  /// in a row, and not before the server wants it, a day at most.
  IngestReport failed(SourceRow source, String reason, @Nullable Duration retryAfter) {
    Instant now = clock.instant();
    int doubling = Math.min(source.consecutiveFailures(), 10);
    Duration backoff = Duration.ofSeconds((long) source.settings().pollSeconds() << doubling);
    Duration wait = shorter(backoff, LONGEST_BACKOFF);
    Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_ASKED);
    Instant next = now.plus(asked.compareTo(wait) > 0 ? asked : wait);
    int failures = failures(source, new SourceDao.Failure(reason, now, next));
    LOG.warn("Source {} failed ({} in a row): {}", source.slug(), failures, reason);
    if (failures >= ALARM_AFTER) {
      alarms.raise(
          cause(source.slug()),
          "Source " + source.slug() + " has failed " + failures + " times in a row: " + reason);
    }
    return IngestReport.failure(source.slug(), reason);
  }

  /// How often in a row it failed now; 0 when it was removed or defined otherwise meanwhile.
  private int failures(SourceRow source, SourceDao.Failure failure) {
    SourceSettings settings = source.settings();
    return database
        .inTransaction(handle ->
            handle
                .attach(SourceDao.class)
                .failed(
                    source.id(),
                    source.url(),
                    source.ownPortal(),
                    settings,
                    settings.selectors(),
                    failure))
        .orElse(0);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  static String cause(String slug) {
    return "source-failing:" + slug;
  }
}
