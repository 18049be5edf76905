package org.paperround.article;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.WebAddress;

/// What the engine reads in a feed, without a database: for measuring, and for looking at a feed
/// before it becomes a source.
///
/// `error` is a sentence for the operator when this is no feed, else null; then there are no
/// entries.
public record FeedSample(List<Entry> entries, @Nullable String error) {
  public FeedSample {
    entries = List.copyOf(entries);
  }

  /// One entry: title and summary as plain text, the rest as the feed gives it; empty or null where
  /// it is silent. `section` is what its address says, empty when that is nothing.
  public record Entry(
      String title,
      String summary,
      String link,
      @Nullable String id,
      @Nullable Instant date,
      String section) {}

  /// Reads a file.
  ///
  /// @throws NoSuchFileException when there is no such file; one that cannot be read is an `error`
  public static FeedSample of(Path file) throws NoSuchFileException {
    byte[] bytes;
    try {
      bytes = FeedFiles.read(file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return new FeedSample(List.of(), "The file cannot be read: " + e.getMessage());
    }
    return switch (FeedParser.parse(bytes, null)) {
      case ParsedFeed.Unreadable(String sentence) -> new FeedSample(List.of(), sentence);
      case ParsedFeed.Feed feed ->
          new FeedSample(feed.entries().stream().map(FeedSample::entry).toList(), null);
    };
  }

  private static Entry entry(FeedEntry entry) {
    return new Entry(
        entry.headline(),
        PlainText.ofHtml(entry.summary(), ArticleText.MAX_STANDFIRST),
        Objects.requireNonNullElse(entry.link(), ""),
        entry.guid(),
        entry.published() == null ? entry.updated() : entry.published(),
        section(entry.link()));
  }

  private static String section(@Nullable String link) {
    return link == null
        ? ""
        : WebAddress.parse(link).map(address -> Sections.of(List.of(), address, "")).orElse("");
  }
}
