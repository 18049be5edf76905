package org.paperround.cli;

import java.util.Optional;
import org.paperround.delivery.SendingHold;

/// The switch for all sending in words.
final class SendingText {
  static final String NOT_HELD = "Sending is not held.";

  private SendingText() {}

  static String held(SendingHold hold) {
    return "Sending is held since " + hold.since() + " by " + hold.actor() + ": " + hold.reason();
  }

  /// The last line on stdout.
  static String line(Optional<SendingHold> held) {
    return held.map(hold ->
            "sending held=true since="
                + hold.since()
                + " by="
                + hold.actor()
                + " reason=\""
                + hold.reason().replace('"', '\'')
                + '"')
        .orElse("sending held=false");
  }
}
