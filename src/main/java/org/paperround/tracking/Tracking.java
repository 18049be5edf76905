package org.paperround.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.paperround.article.StoryId;
import org.paperround.edition.EditionId;
import org.paperround.subscriber.SubscriberId;

/// Clicks: the facade of this package. Thread-safe.
public final class Tracking {
  /// Records a click if the reader consents to tracking now; else records nothing. Never throws for
  /// the reader's sake.
  public void clicked(
      SubscriberId subscriber, EditionId edition, int cardOrdinal, boolean machine, Instant at) {
    throw new UnsupportedOperationException();
  }

  /// Human clicks per story.
  public Map<StoryId, Long> clicks(Set<StoryId> stories) {
    throw new UnsupportedOperationException();
  }
}
