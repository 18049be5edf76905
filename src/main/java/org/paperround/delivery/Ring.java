package org.paperround.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Which readers get an edition first, beside staff: everybody who is due before `through`, and of
/// those due at it the ones whose hash is not above `most`. They are taken among the first who are
/// due, for a ring that is due later than the others would be no ring. Pure.
record Ring(Instant through, long most) {
  private static final long LEAST = 200;
  private static final int ONE_IN = 100;

  /// How many readers have a hash below a threshold is chance: we aim so many standard deviations
  /// above what is wanted.
  private static final int DEVIATIONS = 4;

  /// `readers` by when they are due. Empty where it would be everybody: then nobody has to wait.
  static Optional<Ring> of(SortedMap<Instant, Long> readers) {
    long all = readers.values().stream().mapToLong(Long::longValue).sum();
    long wanted = Math.max(LEAST, Math.ceilDiv(all, ONE_IN));
    long before = 0;
    for (Map.Entry<Instant, Long> due : readers.entrySet()) {
      long missing = wanted - before;
      double share = (missing + DEVIATIONS * Math.sqrt((double) missing)) / due.getValue();
      before += due.getValue();
      if (before >= wanted) {
        boolean everybody = share >= 1 && before == all;
        return everybody ? Optional.empty() : Optional.of(new Ring(due.getKey(), hash(share)));
      }
    }
    return Optional.empty();
  }

  /// The hash below which this share of all hashes is.
  private static long hash(double share) {
    return (long) (-0x1p63 + Math.min(1, share) * 0x1p64);
  }
}
