package org.paperround.article;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key with which a source's articles are pushed, by its number; the key itself is not known to
/// us.
public record SourceKey(
    long number, Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

  /// One just made: the only time that `key` is there to be shown.
  public record New(long number, String key) {
    @Override
    public String toString() {
      return "New[" + number + ", ***]";
    }
  }

  /// Whose key it was; an ended source (`active` is false) takes nothing.
  public record Holder(SourceId source, String slug, boolean active) {}
}
