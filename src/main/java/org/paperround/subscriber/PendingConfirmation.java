package org.paperround.subscriber;

import java.util.Locale;
import org.paperround.newsletter.NewsletterId;

/// What a confirmation page shows before the reader presses the button. `first`: nothing else comes
/// to this reader yet.
public record PendingConfirmation(
    SubscriberId subscriber,
    NewsletterId newsletter,
    String maskedAddress,
    Locale locale,
    boolean first,
    State state) {
  public enum State {
    OPEN,
    CONFIRMED,
    /// Older than seven days, or used for a subscription that has ended since.
    EXPIRED
  }
}
