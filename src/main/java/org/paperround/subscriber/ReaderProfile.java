package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;

/// One reader as staff see them. `address` null: erased, at `erasedAt`, or given up to another
/// reader.
public record ReaderProfile(
    SubscriberId id,
    @Nullable EmailAddress address,
    String name,
    String locale,
    String zone,
    boolean trackingConsent,
    boolean textOnly,
    Instant knownSince,
    @Nullable Instant erasedAt,
    @Nullable Suppressed suppressed,
    List<Held> subscriptions) {
  public ReaderProfile {
    subscriptions = List.copyOf(subscriptions);
  }

  /// That nothing is mailed to the address; `evidence`: what the receiver or a person said.
  public record Suppressed(SuppressionReason reason, Instant since, String evidence) {}

  /// A subscription, whatever its state; `endedCause` is the code of an [UnsubscribeCause].
  public record Held(
      NewsletterId newsletter,
      ReaderState state,
      Instant requestedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant endedAt,
      @Nullable String endedCause) {}
}
