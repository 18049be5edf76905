package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How fast a group or relay is sent to after it asked us to slow down: halved with each such
/// moment, then regained bit by bit (AIMD), over all nodes. `reference` is what it grows back to:
/// the configured rate, or what went out before the first cut; `perSecond` the rate at `cutAt`.
/// `lowSince`: since when it has been down at the floor. Rates are mails a second. Pure.
record Pace(double reference, double perSecond, Instant cutAt, @Nullable Instant lowSince) {
  /// What was handed over before a cut was felt says nothing about the new rate.
  static final Duration REACTION = Duration.ofSeconds(5);

  /// From nothing back to the reference.
  static final Duration REGAIN = Duration.ofMinutes(10);

  /// After so long without another such reply the group is as it was before.
  static final Duration QUIET = Duration.ofMinutes(15);

  /// The least that is tried: without a try nobody would notice that it is over.
  private static final double LEAST = 0.2;

  private static final double FLOOR_SHARE = 0.01;

  /// Down until the rate is ten times the floor: so that it is told once, not with every cut.
  private static final double RISEN = 10;

  Pace {
    if (!(perSecond > 0 && perSecond <= reference) || Double.isInfinite(reference)) {
      throw new IllegalArgumentException("a pace of " + perSecond + " of " + reference);
    }
  }

  /// The pace after a group asked for less at `now`. `usual` is the reference of a first cut.
  static Pace cut(Optional<Pace> present, double usual, Instant now) {
    Optional<Pace> running = present.filter(pace -> !pace.over(now));
    if (running.isEmpty()) {
      return of(Math.max(usual, LEAST), usual / 2, now, null);
    }
    Pace before = running.get();
    if (now.isBefore(before.cutAt().plus(REACTION))) {
      return before;
    }
    return of(
        before.reference(), before.limit(now) / 2, now, before.low(now) ? before.lowSince() : null);
  }

  private static Pace of(double reference, double wanted, Instant now, @Nullable Instant lowSince) {
    double floor = floor(reference);
    boolean down = wanted <= floor;
    Instant since = lowSince == null && down ? now : lowSince;
    return new Pace(reference, Math.max(floor, wanted), now, since);
  }

  private static double floor(double reference) {
    return Math.min(reference, Math.max(LEAST, reference * FLOOR_SHARE));
  }

  /// What may go out at `now`, as if it were not over.
  double limit(Instant now) {
    double regained = reference * seconds(now) / REGAIN.toSeconds();
    return Math.min(reference, perSecond + regained);
  }

  boolean over(Instant now) {
    return seconds(now) >= QUIET.toSeconds();
  }

  /// Whether it is down at the floor, or has not got far from there.
  boolean low(Instant now) {
    return lowSince != null && !over(now) && limit(now) < RISEN * floor(reference);
  }

  /// Since the last cut; clocks of other nodes may be a little ahead.
  private double seconds(Instant now) {
    return Math.max(0, Duration.between(cutAt, now).toMillis() / 1000.0);
  }
}
