package org.paperround.article;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.http.WebAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a source once, as its poll would, and stores nothing: by the same fetcher, with its limits
/// and rules on addresses. Two at one time, since a person waits for each and others wait for what
/// they hold. Thread-safe.
final class SourceTrials {
  private static final Logger LOG = LoggerFactory.getLogger(SourceTrials.class);
  private static final int AT_ONCE = 2;

  /// For all that one trial fetches.
  private static final Duration TIME = Duration.ofSeconds(25);

  private final Database database;
  private final HttpFetcher fetcher;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  SourceTrials(Database database, HttpFetcher fetcher, InstantSource clock) {
    this.database = database;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /// A source as it is read that has this id, or 0 while it has none.
  static SourceRow row(DescribedSource source, long id) {
    return new SourceRow(
        id,
        source.slug(),
        source.owner(),
        source.url(),
        source.ownPortal(),
        source.weight(),
        source.defaultSection(),
        null,
        null,
        0,
        null,
        source.settings());
  }

  SourceTrial of(SourceRow source) {
    if (!places.tryAcquire()) {
      return new SourceTrial.Busy();
    }
    try {
      return tried(source);
    } catch (RuntimeException e) {
      LOG.error("Source {} could not be tried", source.slug(), e);
      return new SourceTrial.Failed(
          "An unforeseen fault of Paperround while it was read; the log says more.");
    } finally {
      places.release();
    }
  }

  private SourceTrial tried(SourceRow source) {
    if (source.settings().kind() == SourceKind.PUSH) {
      return new SourceTrial.Failed("Its articles are only pushed: there is nothing to fetch.");
    }
    Optional<URI> address = WebAddress.parse(source.url());
    if (address.isEmpty()) {
      return new SourceTrial.Failed("Its address " + source.url() + " is no http address.");
    }
    Fetching fetching = new Fetching(fetcher, System.nanoTime() + TIME.toNanos());
    return switch (fetching.get(address.get())) {
      case Fetch.Fetched fetched -> read(source, fetched, fetching);
      case Fetch.Gone _ -> new SourceTrial.Failed(SourceAdvice.GONE);
      case Fetch.Refused refused -> new SourceTrial.Failed(SourceAdvice.of(refused));
      case Fetch.NotModified _ ->
          new SourceTrial.Failed("The server says 304, though nothing was asked of it.");
    };
  }

  private SourceTrial read(SourceRow source, Fetch.Fetched fetched, Fetching fetching) {
    Instant now = clock.instant();
    TrialReading reading = new TrialReading(source, fetching, this::known, now);
    if (source.settings().kind() == SourceKind.PAGE) {
      return reading.page(fetched);
    }
    return switch (FeedParser.parse(fetched.body(), fetched.contentType())) {
      case ParsedFeed.Unreadable(String sentence) -> new SourceTrial.Failed(sentence);
      case ParsedFeed.Feed feed -> reading.feed(feed, fetched.location());
    };
  }

  private Known known(SourceRow source, List<ArticleDraft> drafts) {
    return database
        .jdbi()
        .withExtension(ArticleDao.class, dao -> Known.of(dao, source.id(), drafts));
  }

  /// The fetches of one trial, which end all together at `deadline`, of System.nanoTime().
  record Fetching(HttpFetcher fetcher, long deadline) {
    private static final String OVER =
        "It was not read within "
            + TIME.toSeconds()
            + " seconds, which is all the time that trying a source has.";

    boolean isOver() {
      return deadline - System.nanoTime() <= 0;
    }

    Fetch get(URI address) {
      long left = Math.max(0, deadline - System.nanoTime());
      Fetch fetch = fetcher.get(address, Fetch.Validators.NONE, Duration.ofNanos(left));
      boolean late =
          fetch instanceof Fetch.Refused refused && refused.reason() == Fetch.Reason.TIMEOUT;
      return late && isOver() ? new Fetch.Refused(Fetch.Reason.TIMEOUT, OVER, null) : fetch;
    }
  }
}
