package org.paperround.article;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.http.WebAddress;

/// Reads feeds outside the schedule: files, folders and addresses that a person names. Thread-safe.
final class Ingestion {
  private final Database database;
  private final HttpFetcher fetcher;
  private final Poller poller;

  Ingestion(Database database, HttpFetcher fetcher, Poller poller) {
    this.database = database;
    this.fetcher = fetcher;
    this.poller = poller;
  }

  IngestReport ingest(List<String> urlsOrFiles, Instant asOf) {
    IngestReport report = IngestReport.NOTHING;
    for (String given : urlsOrFiles) {
      try {
        for (String feed : FeedFiles.expand(given)) {
          report = report.plus(one(feed, asOf));
        }
      } catch (IOException | InvalidPathException e) {
        report = report.plus(IngestReport.failure(given, "It cannot be listed: " + e.getMessage()));
      }
    }
    return report;
  }

  private IngestReport one(String feed, Instant asOf) {
    if (FeedFiles.isWeb(feed)) {
      return address(feed, asOf);
    }
    try {
      Path file = Path.of(feed);
      byte[] bytes = FeedFiles.read(file);
      return parsed(feed, bytes, null, file.toAbsolutePath().toUri(), asOf);
    } catch (NoSuchFileException | InvalidPathException _) {
      return IngestReport.failure(feed, "There is no such file.");
    } catch (IOException e) {
      return IngestReport.failure(feed, "The file cannot be read: " + e.getMessage());
    }
  }

  private IngestReport address(String feed, Instant asOf) {
    Optional<URI> address = WebAddress.parse(feed);
    if (address.isEmpty()) {
      return IngestReport.failure(feed, "This is no http address.");
    }
    return switch (fetcher.get(address.get())) {
      case Fetch.Fetched page ->
          parsed(feed, page.body(), page.contentType(), page.location(), asOf);
      case Fetch.Refused refused -> IngestReport.failure(feed, refused.sentence());
      case Fetch.Gone _ -> IngestReport.failure(feed, "It is gone for good (410).");
      case Fetch.NotModified _ ->
          IngestReport.failure(feed, "The server says 304, though nothing was asked of it.");
    };
  }

  private IngestReport parsed(
      String feed,
      byte[] bytes,
      @org.jspecify.annotations.Nullable String contentType,
      URI location,
      Instant asOf) {
    return switch (FeedParser.parse(bytes, contentType)) {
      case ParsedFeed.Unreadable(String sentence) -> IngestReport.failure(feed, sentence);
      case ParsedFeed.Feed found ->
          poller.ingest(sourceFor(feed, location, found.title()), found, location, asOf);
    };
  }

  /// The source of this name or address, else a new one that is not polled.
  private SourceRow sourceFor(String feed, URI location, String title) {
    String slug = FeedFiles.slug(feed);
    String url = FeedFiles.isWeb(feed) ? feed : location.toString();
    return database.inTransaction(handle -> {
      SourceDao sources = handle.attach(SourceDao.class);
      Optional<SourceRow> existing = sources.find(slug, url);
      if (existing.isPresent()) {
        return existing.get();
      }
      String name = title.isEmpty() ? slug : title;
      SourceDefinition named = new SourceDefinition(slug, name, slug, url, false, 1, "news");
      sources.define(named, named.settings(), named.settings().selectors(), false);
      return sources.find(slug, url).orElseThrow();
    });
  }
}
