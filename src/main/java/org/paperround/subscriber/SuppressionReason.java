package org.paperround.subscriber;

/// Why an address is never mailed.
public enum SuppressionReason {
  HARD_BOUNCE,
  COMPLAINT,
  ERASED,
  OPERATOR
}
