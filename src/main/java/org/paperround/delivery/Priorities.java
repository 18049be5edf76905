package org.paperround.delivery;

import org.paperround.newsletter.Newsletter;

/// Alerts pass digests; the lower number goes first.
final class Priorities {
  /// Of the rows of alerts: by it those that a reader had today are counted.
  static final int ALERT = 1;

  private static final int DIGEST = 5;

  private Priorities() {}

  static int of(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case ALERT -> ALERT;
      case DIGEST -> DIGEST;
    };
  }
}
