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
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;

/// Reads what a reader chose on the preference page. Pure.
final class PreferenceForm {
  private static final int MAX_INTERESTS = 200;
  private static final int MAX_NAME = 60;

  private PreferenceForm() {}

  sealed interface Result {
    record Ok(Preferences preferences) implements Result {}

    /// No day was ticked; `kept` has all the rest, so that nothing has to be typed again.
    record NoDay(Preferences kept) implements Result {}

    /// A value that the page does not offer: not a person with the page.
    record Malformed() implements Result {}
  }

  static Result read(Form form, Preferences present, int mostStories) {
    try {
      Set<DayOfWeek> days = days(form);
      Preferences wanted = preferences(form, present, mostStories, days);
      return days.isEmpty() ? new Result.NoDay(wanted) : new Result.Ok(wanted);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Result.Malformed();
    }
  }

  private static Preferences preferences(
      Form form, Preferences present, int mostStories, Set<DayOfWeek> days) {
    Integer stories = number(form.text("stories"));
    if (stories != null && stories > mostStories) {
      throw new IllegalArgumentException("more stories than the newsletter has");
    }
    Set<Interest> mutes = interests(form.all("mute"));
    return new Preferences(
        present.subscriber(),
        present.newsletter(),
        present.maskedAddress(),
        name(form.text("name").orElse("")),
        present.subscribed(),
        // Somebody who ticked both means it: what is not wanted stays away.
        interests(form.all("follow")).stream()
            .filter(interest -> !mutes.contains(interest))
            .collect(Collectors.toSet()),
        mutes,
        number(form.text("hour")),
        days.isEmpty() ? present.days() : days,
        stories,
        present.pausedUntil(),
        form.text("zone").map(ZoneId::of).orElse(present.zone()),
        form.text("language").map(PreferenceForm::language).orElse(present.locale()),
        form.has("tracking"),
        alerts(form, present.alerts()));
  }

  /// The page of a digest has no such fields: what was chosen stays.
  private static AlertWishes alerts(Form form, AlertWishes present) {
    Integer from = number(form.text("quiet-from"));
    Integer until = number(form.text("quiet-until"));
    if (from == null || until == null) {
      return present;
    }
    QuietHours quiet = new QuietHours(from, until);
    return new AlertWishes(
        quiet.equals(present.quietHours()) ? present.quiet() : quiet,
        number(form.text("alerts")),
        form.has("only-followed"));
  }

  private static Set<DayOfWeek> days(Form form) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    form.all("day").forEach(day -> days.add(DayOfWeek.of(Integer.parseInt(day))));
    return days;
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

  private static @Nullable Integer number(Optional<String> text) {
    return text.isEmpty() ? null : Integer.valueOf(text.get());
  }

  /// One line of visible letters: control characters, line ends and direction marks would travel
  /// into mail headers (mail-standards C5).
  private static String name(String typed) {
    String visible = typed.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]+", " ");
    String plain = visible.replaceAll("\\s+", " ").strip();
    int end = Math.min(MAX_NAME, plain.codePointCount(0, plain.length()));
    return plain.substring(0, plain.offsetByCodePoints(0, end)).strip();
  }
}
