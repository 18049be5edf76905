package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;

/// Week days as the bits that the tables hold: 1 = Monday ... 64 = Sunday.
final class WeekDays {
  private WeekDays() {}

  static int bits(Set<DayOfWeek> days) {
    return days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
  }

  static Set<DayOfWeek> of(int bits) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if ((bits & 1 << (day.getValue() - 1)) != 0) {
        days.add(day);
      }
    }
    return days;
  }
}
