package org.paperround.article;

import java.util.List;

/// What came of reading bytes as a feed.
sealed interface ParsedFeed {
  /// `title` is the name that the feed gives itself, perhaps empty.
  record Feed(String title, List<FeedEntry> entries) implements ParsedFeed {
    public Feed {
      entries = List.copyOf(entries);
    }
  }

  /// `sentence` says to an operator why this is no feed.
  record Unreadable(String sentence) implements ParsedFeed {}
}
