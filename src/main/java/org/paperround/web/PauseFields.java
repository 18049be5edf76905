package org.paperround.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.web.request.Form;

/// Until when a reader wants nothing, as the page asks: for some weeks, or until a date. Pure.
final class PauseFields {
  /// How many weeks are offered.
  static final List<Integer> WEEKS = List.of(1, 2, 4, 13);

  private static final int LONGEST_YEARS = 1;

  private PauseFields() {}

  sealed interface Choice {
    /// The page did not ask, or the reader left it.
    record AsItIs() implements Choice {}

    record NoPause() implements Choice {}

    /// Nothing before this day begins where the reader is.
    record Until(LocalDate day) implements Choice {}

    /// A date was to be given and is missing, over, or more than a year ahead.
    record Unclear() implements Choice {}

    default @Nullable Instant until(ZoneId zone, @Nullable Instant present) {
      return switch (this) {
        case AsItIs(), Unclear() -> present;
        case NoPause() -> null;
        case Until(LocalDate day) -> day.atStartOfDay(zone).toInstant();
      };
    }
  }

  /// The last day that a pause may end on.
  static LocalDate last(LocalDate today) {
    return today.plusYears(LONGEST_YEARS);
  }

  /// @throws IllegalArgumentException for what the page does not offer
  static Choice read(Form form, LocalDate today) {
    if (!form.has("pause")) {
      return new Choice.AsItIs();
    }
    return switch (form.text("pause").orElse("")) {
      case "" -> new Choice.NoPause();
      case "as-it-is" -> new Choice.AsItIs();
      case "date" -> date(form.text("pause-until").orElse(""), today);
      case String weeks when WEEKS.contains(PreferenceForm.number(form.text("pause"))) ->
          new Choice.Until(today.plusWeeks(Integer.parseInt(weeks)));
      default -> throw new IllegalArgumentException("no such pause");
    };
  }

  private static Choice date(String typed, LocalDate today) {
    try {
      LocalDate day = LocalDate.parse(typed);
      boolean ahead = day.isAfter(today) && !day.isAfter(last(today));
      return ahead ? new Choice.Until(day) : new Choice.Unclear();
    } catch (DateTimeException e) {
      return new Choice.Unclear();
    }
  }
}
