package org.paperround.mail;

import java.time.Duration;

/// A relay's circuit breaker, as a value. One that cannot be had, that ends session after session,
/// or that takes no mail for a fault of its own or of our set-up there, is left out for a time that
/// grows with each trip; then one probe asks whether it is back. A relay that answers the probe is
/// on trial: it is used, but one more fault leaves it out for longer, until it has taken a message
/// or kept out of trouble for a minute. Times are those of [System#nanoTime()]. Pure.
record Circuit(State state, int failures, int trips, long untilNanos) {
  enum State {
    SOUND,
    OUT,
    PROBED,
    TRIAL
  }

  static final Circuit SOUND = new Circuit(State.SOUND, 0, 0, 0);

  private static final int MOST_FAILURES = 5;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration TRIAL = Duration.ofSeconds(60);

  /// Out, and to be probed at once: what is known of one from before.
  static Circuit suspected(long nowNanos) {
    return new Circuit(State.OUT, 0, 0, nowNanos);
  }

  /// Whether connections may be opened for mails.
  boolean available() {
    return switch (state) {
      case SOUND, TRIAL -> true;
      case OUT, PROBED -> false;
    };
  }

  /// Whether its probe is due.
  boolean due(long nowNanos) {
    return state == State.OUT && nowNanos - untilNanos >= 0;
  }

  Circuit probed() {
    return new Circuit(State.PROBED, failures, trips, untilNanos);
  }

  /// It answered its probe.
  Circuit reached(long nowNanos) {
    return switch (state) {
      case PROBED -> new Circuit(State.TRIAL, failures, trips, nowNanos + TRIAL.toNanos());
      case SOUND, OUT, TRIAL -> this;
    };
  }

  /// It answered a mail, however it did.
  Circuit worked() {
    return SOUND;
  }

  /// A trial that nothing speaks against ends.
  Circuit settled(long nowNanos) {
    return state == State.TRIAL && nowNanos - untilNanos >= 0 ? SOUND : this;
  }

  /// No session, one that broke, or a mail not taken for a fault of the relay. `alone`: it had no
  /// other in use, so this is not just one too many. `random` is from [0, 1).
  Circuit failed(boolean alone, long nowNanos, double random) {
    return switch (state) {
      case OUT -> this;
      case PROBED, TRIAL -> tripped(nowNanos, random);
      case SOUND ->
          alone || failures + 1 >= MOST_FAILURES
              ? tripped(nowNanos, random)
              : new Circuit(state, failures + 1, trips, untilNanos);
    };
  }

  private Circuit tripped(long nowNanos, double random) {
    long grown = FIRST.toNanos() << Math.min(trips, 16);
    long wait = Math.round(Math.min(grown, LONGEST.toNanos()) * (0.75 + 0.25 * random));
    return new Circuit(State.OUT, 0, trips + 1, nowNanos + wait);
  }
}
