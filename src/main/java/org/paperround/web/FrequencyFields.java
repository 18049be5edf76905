package org.paperround.web;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;
import org.paperround.web.request.Form;

/// On which days a reader wants it, as the page asks: one of a few rhythms, or days one by one.
/// Pure.
final class FrequencyFields {
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private FrequencyFields() {}

  /// What the radio buttons are called in the form.
  static String frequency(Set<DayOfWeek> days) {
    if (days.size() == DayOfWeek.values().length) {
      return "every";
    }
    if (days.size() == 1) {
      return "weekly";
    }
    return days.equals(WEEKDAYS) ? "weekdays" : "days";
  }

  /// The day of a weekly mail that is offered first: the reader's own, else Saturday.
  static DayOfWeek weekday(Set<DayOfWeek> days) {
    return days.size() == 1 ? days.iterator().next() : DayOfWeek.SATURDAY;
  }

  /// Empty when days were to be ticked and none was.
  ///
  /// @throws IllegalArgumentException for what the page does not offer
  static Set<DayOfWeek> days(Form form) {
    return switch (form.text("frequency").orElse("days")) {
      case "every" -> EnumSet.allOf(DayOfWeek.class);
      case "weekdays" -> WEEKDAYS;
      case "weekly" -> EnumSet.of(day(form.text("weekday").orElse("")));
      case "days" -> ticked(form);
      default -> throw new IllegalArgumentException("no such frequency");
    };
  }

  static Set<DayOfWeek> ticked(Form form) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    form.all("day").forEach(day -> days.add(day(day)));
    return days;
  }

  private static DayOfWeek day(String number) {
    return DayOfWeek.of(Integer.parseInt(number));
  }
}
