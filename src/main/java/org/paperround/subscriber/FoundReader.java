package org.paperround.subscriber;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// A reader as a search finds them. `address` null: erased; `suppression` null: may be mailed.
public record FoundReader(
    SubscriberId id,
    @Nullable String address,
    String name,
    List<Standing> subscriptions,
    @Nullable SuppressionReason suppression) {
  public FoundReader {
    subscriptions = List.copyOf(subscriptions);
  }

  /// How a reader stands with one newsletter: [ReaderState#CONFIRMED], `PENDING` or `ENDED`.
  public record Standing(NewsletterId newsletter, ReaderState state) {}
}
