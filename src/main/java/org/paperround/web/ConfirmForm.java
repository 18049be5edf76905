package org.paperround.web;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.subscriber.FirstChoices;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;

/// Reads what a reader chose beside the button of the confirmation page. Pure.
final class ConfirmForm {
  private static final int MAX_INTERESTS = 200;

  private ConfirmForm() {}

  sealed interface Result {
    /// The button alone was pressed.
    record Untouched() implements Result {}

    record Chosen(FirstChoices choices) implements Result {}

    /// A value that the page does not offer: not a person with the page.
    record Malformed() implements Result {}
  }

  static Result read(Form form, Preferences present) {
    if (!form.has("zone")) {
      return new Result.Untouched();
    }
    try {
      FirstChoices choices = choices(form, present);
      // Refuses what no preference can be.
      choices.on(present);
      return new Result.Chosen(choices);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Result.Malformed();
    }
  }

  private static FirstChoices choices(Form form, Preferences present) {
    // The page of an alert asks for neither.
    boolean asked = form.has("hour");
    return new FirstChoices(
        asked ? hour(form) : present.hour(),
        asked ? days(form) : present.days(),
        form.text("zone").map(ZoneId::of).orElse(present.zone()),
        form.text("language").map(ConfirmForm::language).orElse(present.locale()),
        interests(form.all("follow")));
  }

  private static @Nullable Integer hour(Form form) {
    Optional<String> hour = form.text("hour");
    return hour.isEmpty() ? null : Integer.valueOf(hour.get());
  }

  /// None at all is no reason to keep somebody from confirming: it means any.
  private static Set<DayOfWeek> days(Form form) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    form.all("day").forEach(day -> days.add(DayOfWeek.of(Integer.parseInt(day))));
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static Set<Interest> interests(List<String> texts) {
    if (texts.size() > MAX_INTERESTS) {
      throw new IllegalArgumentException("too many interests");
    }
    return texts.stream().map(Interest::parse).collect(Collectors.toSet());
  }

  private static Locale language(String code) {
    return Languages.supported(code).orElseThrow(() -> new IllegalArgumentException(code));
  }
}
