package org.paperround.web;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.ReaderName;
import org.paperround.web.request.Form;

/// Reads what a reader chose on the preference page. Pure.
final class PreferenceForm {
  private static final int MAX_INTERESTS = 200;

  /// How long new mutes may last.
  static final List<Integer> MUTE_DAYS = List.of(7, 30, 90);

  private PreferenceForm() {}

  enum Field {
    DAYS,
    PAUSE
  }

  sealed interface Result {
    record Ok(Preferences preferences) implements Result {}

    /// A field that somebody with the page can get wrong; `kept` has all the rest, so that nothing
    /// has to be typed again.
    record Refused(Field field, Preferences kept) implements Result {}

    /// A value that the page does not offer: not a person with the page.
    record Malformed() implements Result {}
  }

  /// `now`: what "for a month" counts from.
  static Result read(Form form, Preferences present, int mostStories, Instant now) {
    try {
      Set<DayOfWeek> days = FrequencyFields.days(form);
      ZoneId zone = form.text("zone").map(ZoneId::of).orElse(present.zone());
      LocalDate today = LocalDate.ofInstant(now, zone);
      PauseFields.Choice pause = PauseFields.read(form, today);
      Preferences wanted =
          preferences(
              form,
              present,
              days.isEmpty() ? present.days() : days,
              zone,
              pause.until(zone, present.pausedUntil()),
              mutes(form, present, today));
      if (wanted.maxStories() != null && wanted.maxStories() > mostStories) {
        return new Result.Malformed();
      }
      if (days.isEmpty()) {
        return new Result.Refused(Field.DAYS, wanted);
      }
      return pause instanceof PauseFields.Choice.Unclear
          ? new Result.Refused(Field.PAUSE, wanted)
          : new Result.Ok(wanted);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Result.Malformed();
    }
  }

  private static Preferences preferences(
      Form form,
      Preferences present,
      Set<DayOfWeek> days,
      ZoneId zone,
      @Nullable Instant pausedUntil,
      Set<Mute> mutes) {
    Set<Interest> unwanted = mutes.stream().map(Mute::interest).collect(Collectors.toSet());
    return new Preferences(
        present.subscriber(),
        present.newsletter(),
        present.maskedAddress(),
        ReaderName.of(form.text("name").orElse("")),
        present.subscribed(),
        // Somebody who ticked both means it: what is not wanted stays away.
        interests(form.all("follow")).stream()
            .filter(interest -> !unwanted.contains(interest))
            .collect(Collectors.toSet()),
        mutes,
        number(form.text("hour")),
        days,
        number(form.text("stories")),
        pausedUntil,
        zone,
        form.text("language").map(PreferenceForm::language).orElse(present.locale()),
        form.has("tracking"),
        alerts(form, present.alerts()),
        form.has("text-only"));
  }

  /// One that was there keeps its end; `mute-for` says how many days the new ones last.
  private static Set<Mute> mutes(Form form, Preferences present, LocalDate today) {
    Integer days = number(form.text("mute-for"));
    if (days != null && !MUTE_DAYS.contains(days)) {
      throw new IllegalArgumentException("mutes do not end after " + days + " days");
    }
    Set<Mute> mutes = new HashSet<>();
    for (Interest interest : interests(form.all("mute"))) {
      mutes.add(
          present.mutes().stream()
              .filter(mute -> mute.interest().equals(interest) && mute.holds(today))
              .findFirst()
              .orElseGet(() -> new Mute(interest, days == null ? null : today.plusDays(days))));
    }
    return mutes;
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

  static Set<Interest> interests(List<String> texts) {
    if (texts.size() > MAX_INTERESTS) {
      throw new IllegalArgumentException("too many interests");
    }
    return texts.stream().map(Interest::parse).collect(Collectors.toSet());
  }

  static Locale language(String code) {
    return Languages.supported(code).orElseThrow(() -> new IllegalArgumentException(code));
  }

  static @Nullable Integer number(Optional<String> text) {
    return text.isEmpty() ? null : Integer.valueOf(text.get());
  }
}
