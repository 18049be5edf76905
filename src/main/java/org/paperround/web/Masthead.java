package org.paperround.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.Theme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose pages these are. Kept for a short while, and kept on when the database is away, so that
/// the page which says so still looks like the portal's. Thread-safe.
final class Masthead {
  private static final Logger LOG = LoggerFactory.getLogger(Masthead.class);
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final LoadingCache<String, List<Newsletter>> cache;
  private volatile Portal latest = new Portal("Paperround", "/", Theme.FIRST);

  Masthead(Newsletters newsletters) {
    this.cache = Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> newsletters.all());
  }

  /// Of the first active newsletter.
  Portal portal() {
    try {
      active().stream().findFirst().ifPresent(first -> latest = Portal.of(first));
    } catch (RuntimeException e) {
      LOG.debug("the portal's name cannot be read now; the last known one is shown", e);
    }
    return latest;
  }

  /// The newsletters on offer.
  List<Newsletter> active() {
    return cache.get("all").stream().filter(Newsletter::active).toList();
  }

  /// One that is on offer.
  Optional<Newsletter> find(String slug) {
    return active().stream().filter(offer -> offer.slug().equals(slug)).findFirst();
  }

  /// Whether a newsletter has it, on offer or not: its old mails show its logo.
  boolean hasTheme(String name) {
    return cache.get("all").stream().anyMatch(newsletter -> newsletter.look().equals(name));
  }

  /// `theme` is the name of the theme whose colours the pages have.
  record Portal(String name, String url, String theme) {
    static Portal of(Newsletter newsletter) {
      return new Portal(newsletter.portalName(), newsletter.portalUrl(), newsletter.look());
    }
  }
}
