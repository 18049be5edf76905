package org.paperround.delivery;

import org.paperround.newsletter.Newsletter;

/// Alerts pass letters, letters pass digests, and an edition's canary ring passes its other
/// readers; the lower number goes first.
final class Priorities {
  /// Of the rows of alerts: by it those that a reader had today are counted.
  static final int ALERT = 1;

  /// Of the readers who get a digest edition before the others ([Ring]).
  static final int RING = 3;

  private static final int LETTER = 2;
  private static final int DIGEST = 5;

  private Priorities() {}

  static int of(OpenEdition open) {
    return open.edition().isLetter() ? LETTER : of(open.newsletter());
  }

  private static int of(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case ALERT -> ALERT;
      case DIGEST -> DIGEST;
    };
  }
}
