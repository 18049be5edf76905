package org.paperround.web.desk;

import java.time.Instant;
import org.paperround.edition.Edition;

/// Which acts the desk offers in an edition's state; what is possible is decided when it is done.
record Acts(
    boolean arrange, boolean drop, boolean approve, boolean hold, boolean stop, boolean resume) {
  static Acts of(Edition edition, Instant now) {
    boolean alive = now.isBefore(edition.expiresAt());
    boolean early = now.isBefore(edition.cutOff());
    boolean stories = !edition.isLetter();
    return switch (edition.state()) {
      case COLLECTING -> new Acts(stories, stories, alive, true, false, false);
      case APPROVED -> new Acts(stories, stories, false, true, true, false);
      case HELD -> new Acts(stories, stories, alive, false, false, early);
      case SENDING -> new Acts(false, stories, false, false, true, false);
      case STOPPED -> new Acts(false, stories, false, false, false, alive);
      case SENT, MISSED, SKIPPED -> new Acts(false, false, false, false, false, false);
    };
  }
}
