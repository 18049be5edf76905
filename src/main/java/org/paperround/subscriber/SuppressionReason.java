package org.paperround.subscriber;

import java.util.Locale;

/// Why an address is never mailed.
public enum SuppressionReason {
  HARD_BOUNCE,
  COMPLAINT,
  ERASED,
  OPERATOR;

  /// How the act that suppressed it reached us, for the consent record.
  String method() {
    return switch (this) {
      case HARD_BOUNCE -> "bounce";
      case COMPLAINT -> "complaint";
      case ERASED, OPERATOR -> "operator";
    };
  }

  /// As it is stored.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
