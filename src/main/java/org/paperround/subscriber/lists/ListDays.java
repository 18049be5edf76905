package org.paperround.subscriber.lists;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Days of the week as a list names them: `monday;friday`, nothing for every day. Pure.
final class ListDays {
  private ListDays() {}

  static String write(Set<DayOfWeek> days) {
    return days.size() == DayOfWeek.values().length
        ? ""
        : days.stream()
            .sorted()
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(";"));
  }

  /// Empty when it cannot be read.
  static Optional<Set<DayOfWeek>> parse(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : text.split(";")) {
      try {
        days.add(DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(days);
  }
}
