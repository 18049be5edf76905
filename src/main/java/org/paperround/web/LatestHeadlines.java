package org.paperround.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.newsletter.NewsletterId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the last edition that went out had on its front page, to show what one signs up for. Kept
/// for a minute. Thread-safe.
final class LatestHeadlines {
  private static final Logger LOG = LoggerFactory.getLogger(LatestHeadlines.class);
  private static final int SHOWN = 5;
  private static final int EDITIONS_BACK = 5;

  private final LoadingCache<NewsletterId, List<Headline>> cache;

  LatestHeadlines(Editions editions) {
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(newsletter -> load(editions, newsletter));
  }

  /// Empty also when they cannot be read now: signing up works without them.
  List<Headline> of(NewsletterId newsletter) {
    try {
      return cache.get(newsletter);
    } catch (RuntimeException e) {
      LOG.warn("the latest headlines cannot be read; the sign-up page goes without them", e);
      return List.of();
    }
  }

  private static List<Headline> load(Editions editions, NewsletterId newsletter) {
    return editions.recent(newsletter, EDITIONS_BACK).stream()
        .filter(edition -> edition.state().isPublished())
        .findFirst()
        .map(Edition::id)
        .map(id ->
            editions.pool(id).frontPage().stream()
                .limit(SHOWN)
                .map(card -> new Headline(card.content().headline(), card.content().url()))
                .toList())
        .orElse(List.of());
  }

  record Headline(String text, String url) {}
}
