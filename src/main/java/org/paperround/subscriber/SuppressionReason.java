package org.paperround.subscriber;

import java.util.Locale;

/// Why an address is never mailed.
public enum SuppressionReason {
  HARD_BOUNCE,
  COMPLAINT,
  ERASED,
  OPERATOR;

  /// As it is stored.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
