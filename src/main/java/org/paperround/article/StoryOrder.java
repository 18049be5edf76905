package org.paperround.article;

import java.time.Instant;

/// An editor's word on which articles are one story, as it was recorded. `story` was merged into
/// `other`, or `other` was split off it.
public record StoryOrder(Instant at, String actor, Kind kind, StoryId story, StoryId other) {
  /// What was said.
  public enum Kind {
    MERGE,
    SPLIT
  }
}
