package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  /// it is silent.
  public record Entry(
      String title, String summary, String link, @Nullable String id, @Nullable Instant date) {}

  /// `contentType` is what the server said, null for a file.
  public static FeedSample of(byte[] bytes, @Nullable String contentType) {
    return switch (FeedParser.parse(bytes, contentType)) {
      case ParsedFeed.Unreadable(String sentence) -> new FeedSample(List.of(), sentence);
      case ParsedFeed.Feed feed ->
          new FeedSample(feed.entries().stream().map(FeedSample::entry).toList(), null);
    };
  }

  private static Entry entry(FeedEntry entry) {
    int limit = ArticleText.MAX_HEADLINE;
    return new Entry(
        entry.titleIsPlain()
            ? PlainText.line(entry.title(), limit)
            : PlainText.ofHtml(entry.title(), limit),
        PlainText.ofHtml(entry.summary(), ArticleText.MAX_STANDFIRST),
        Objects.requireNonNullElse(entry.link(), ""),
        entry.guid(),
        entry.published() == null ? entry.updated() : entry.published());
  }
}
