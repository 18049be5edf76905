package org.paperround.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/// How many mails may leave on each day from `start`, while receivers get to know a new sending
/// address; days are those of UTC. Before the start the first day's number holds, after the last
/// day none. An empty plan limits nothing. Pure.
record WarmUp(LocalDate start, List<Integer> perDay) {
  static final WarmUp NONE = new WarmUp(LocalDate.EPOCH, List.of());

  WarmUp {
    perDay = List.copyOf(perDay);
    if (perDay.stream().anyMatch(mails -> mails < 1)) {
      throw new IllegalArgumentException("a day of no mails in the plan " + perDay);
    }
  }

  static LocalDate day(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /// Empty when that day has no limit.
  OptionalInt most(LocalDate day) {
    long number = Math.max(0, ChronoUnit.DAYS.between(start, day));
    return number < perDay.size() ? OptionalInt.of(perDay.get((int) number)) : OptionalInt.empty();
  }
}
