package org.paperround.delivery;

/// How one transmission ended, as the attempt table holds it.
enum AttemptOutcome {
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
}
