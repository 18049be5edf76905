package org.paperround.newsletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The newsletters: the facade of this package. Thread-safe.
public final class Newsletters {
  public List<Newsletter> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<Newsletter> bySlug(String slug) {
    throw new UnsupportedOperationException();
  }

  public Newsletter get(NewsletterId id) {
    throw new UnsupportedOperationException();
  }

  /// Adds the newsletter, or changes the one with this slug (`id` of the argument is ignored).
  public Newsletter define(Newsletter newsletter) {
    throw new UnsupportedOperationException();
  }

  /// The first planned instant after `after`; computed by java.time, so that a time inside a spring
  /// gap is moved, not lost (design 5.4).
  public static Instant nextAfter(Newsletter newsletter, Instant after) {
    throw new UnsupportedOperationException();
  }

  /// The last planned instant at or before `at`.
  public static Instant latestAt(Newsletter newsletter, Instant at) {
    throw new UnsupportedOperationException();
  }
}
