package org.paperround.delivery;

/// How one transmission ended, as the attempt table holds it.
public enum AttemptOutcome {
  ACCEPTED(0),
  DEFERRED(1),
  REFUSED(2),
  UNKNOWN(3),
  /// No transmission: a person said of an uncertain delivery that it was sent.
  VOUCHED(4);

  private final int code;

  AttemptOutcome(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static AttemptOutcome of(int code) {
    for (AttemptOutcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no outcome of an attempt has code " + code);
  }
}
