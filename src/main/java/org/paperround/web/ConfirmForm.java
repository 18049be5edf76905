package org.paperround.web;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.paperround.subscriber.FirstChoices;
import org.paperround.subscriber.Preferences;
import org.paperround.web.request.Form;

/// Reads what a reader chose beside the button of the confirmation page. Pure.
final class ConfirmForm {
  private ConfirmForm() {}

  sealed interface Result {
    /// The button alone was pressed.
    record Untouched() implements Result {}

    record Chosen(FirstChoices choices) implements Result {}

    /// A value that the page does not offer: not a person with the page.
    record Malformed() implements Result {}
  }

  static Result read(Form form, Preferences present, Instant now) {
    if (!form.has("zone")) {
      return new Result.Untouched();
    }
    try {
      FirstChoices choices = choices(form, present);
      // Refuses what no preference can be.
      choices.on(present, now);
      return new Result.Chosen(choices);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Result.Malformed();
    }
  }

  private static FirstChoices choices(Form form, Preferences present) {
    // The page of an alert asks for neither.
    boolean asked = form.has("hour");
    return new FirstChoices(
        asked ? PreferenceForm.number(form.text("hour")) : present.hour(),
        asked ? days(form) : present.days(),
        form.text("zone").map(ZoneId::of).orElse(present.zone()),
        form.text("language").map(PreferenceForm::language).orElse(present.locale()),
        PreferenceForm.interests(form.all("follow")));
  }

  /// None at all is no reason to keep somebody from confirming: it means any.
  private static Set<DayOfWeek> days(Form form) {
    Set<DayOfWeek> days = FrequencyFields.ticked(form);
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }
}
