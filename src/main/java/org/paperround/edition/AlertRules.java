package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.paperround.article.Story;

/// When a story makes an alert of a newsletter that may have alerted to it before. Pure.
final class AlertRules {
  private AlertRules() {}

  /// An alert that a newsletter made of a story at one of its revisions.
  record Alerted(long edition, long story, int revision, Instant at) {
    /// The same event with nothing new in substance. Two stories that became one count their
    /// revisions apart, so neither is known to be newer: the readers had it.
    private boolean covers(Story other) {
      return story != other.id().value() || revision >= other.revision();
    }
  }

  /// Whether the engine alerts by itself: to what was not alerted to before, or developed since and
  /// made no alert after `againSince`.
  static boolean breaks(Story story, List<Alerted> before, Instant againSince) {
    return before.stream()
        .allMatch(alert -> !alert.covers(story) && !alert.at().isAfter(againSince));
  }

  /// The alert that keeps an editor from ordering another: of this story as it stands.
  static Optional<Alerted> present(Story story, List<Alerted> before) {
    return before.stream()
        .filter(alert -> alert.story() == story.id().value() && alert.covers(story))
        .findFirst();
  }
}
