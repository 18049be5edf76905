package org.paperround.edition;

import org.paperround.newsletter.Newsletter;
import org.paperround.platform.alarm.Alarms;

/// Tells the operator what the engine did to an edition, where somebody has to do something.
final class EditionAlarms {
  private final Alarms alarms;

  EditionAlarms(Alarms alarms) {
    this.alarms = alarms;
  }

  /// The engine made the edition's state this one.
  void report(EditionState state, Edition edition, Newsletter newsletter) {
    String name = newsletter.name() + " of " + edition.date();
    switch (state) {
      case HELD -> alarms.raise(Causes.held(edition, newsletter), held(edition, newsletter, name));
      case MISSED -> {
        letGo(edition, newsletter);
        alarms.raise(
            Causes.missed(newsletter),
            name + " came too late, so nothing of it is sent; find out what kept the engine");
      }
      case APPROVED -> alarms.resolve(Causes.missed(newsletter));
      case COLLECTING, SENDING, STOPPED, SENT, SKIPPED -> {}
    }
  }

  /// Nobody has to let it go any more.
  void letGo(Edition edition, Newsletter newsletter) {
    alarms.resolve(Causes.held(edition, newsletter));
  }

  private static String held(Edition edition, Newsletter newsletter, String name) {
    String waits =
        switch (newsletter.kind()) {
          case DIGEST -> name + " waits: nobody approved it before its cut-off";
          case ALERT -> "An alert of " + name + " waits to be approved by " + edition.expiresAt();
        };
    return waits + "; `edition approve " + edition.id() + "` lets it go out";
  }
}
