package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Articles and stories: the facade of this package. Thread-safe.
public final class Articles {
  /// Adds the source, or changes the one with this slug.
  public SourceId define(SourceDefinition definition) {
    throw new UnsupportedOperationException();
  }

  public List<SourceHealth> sources() {
    throw new UnsupportedOperationException();
  }

  /// Fetches every source whose time has come (claimed with SKIP LOCKED, so nodes share the work),
  /// stores its articles and joins them to stories. A source that fails is marked with the reason;
  /// the others go on.
  public IngestReport pollDue() {
    throw new UnsupportedOperationException();
  }

  /// Reads feeds given by URL or file now, as if it were `asOf`: entries dated later are clamped to
  /// it.
  public IngestReport ingest(List<String> urlsOrFiles, Instant asOf) {
    throw new UnsupportedOperationException();
  }

  /// The stories whose last development lies in (from, to], and that were published by `to`: most
  /// recent first. Retracted articles and those under embargo at `to` are not in them.
  public List<Story> developedBetween(Instant from, Instant to) {
    throw new UnsupportedOperationException();
  }

  public Optional<Story> find(StoryId id) {
    throw new UnsupportedOperationException();
  }

  /// For each id the id of the story it is now part of (itself when never merged).
  public Map<StoryId, StoryId> canonical(Set<StoryId> ids) {
    throw new UnsupportedOperationException();
  }

  /// Takes an article of this story back: it is in no edition that is ranked later. In the caller's
  /// transaction.
  public void retract(Handle handle, StoryId story, Instant at) {
    throw new UnsupportedOperationException();
  }
}
