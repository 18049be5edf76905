package org.paperround.subscriber;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// What a reader's leaving ended: nothing, when there was nothing to end any more. `undoUrl` null:
/// nothing that a reader could have back; else a link that brings back, for a day and once, what
/// this act ended.
public record Departure(List<NewsletterId> ended, @Nullable String undoUrl) {
  public Departure {
    ended = List.copyOf(ended);
  }
}
