package org.paperround.delivery;

/// The states of a ledger row; `code` is what the table holds.
public enum DeliveryState {
  DUE(0),
  CLAIMED(1),
  DEFERRED(2),
  SENT(3),
  SKIPPED(4),
  SUPPRESSED(5),
  FAILED(6),
  UNCERTAIN(7);

  private final int code;

  DeliveryState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static DeliveryState of(int code) {
    for (DeliveryState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no delivery state has code " + code);
  }
}
