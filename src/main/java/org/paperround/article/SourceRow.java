package org.paperround.article;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/// A source as reading it needs it. `toldUntil` is until when a hub tells us of its news, if one
/// does.
record SourceRow(
    long id,
    String slug,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection,
    @Nullable String etag,
    @Nullable String lastModified,
    int consecutiveFailures,
    @Nullable Instant toldUntil,
    @Nested SourceSettings settings) {
  /// While a hub tells us, polling is only for what it forgets.
  private static final int STRETCH = 4;

  /// After how many seconds it is read again.
  long interval(Instant now) {
    boolean told = toldUntil != null && toldUntil.isAfter(now);
    return (long) settings.pollSeconds() * (told ? STRETCH : 1);
  }
}
