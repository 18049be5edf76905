package org.paperround.subscriber;

/// Where readers stand, as a search narrows by it. One reader may be in several.
public enum ReaderState {
  /// Gets a newsletter, unless the address is suppressed.
  CONFIRMED,
  /// Asked for one, and has not confirmed it.
  PENDING,
  /// Had one, or asked for one, and does not any more.
  ENDED,
  /// The address is never mailed.
  SUPPRESSED;

  boolean holds(FoundReader reader) {
    return switch (this) {
      case CONFIRMED, PENDING, ENDED ->
          reader.subscriptions().stream().anyMatch(one -> one.state() == this);
      case SUPPRESSED -> reader.suppression() != null;
    };
  }
}
