package org.paperround.web.desk;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.SunsetPolicy;

/// Reads a newsletter from the texts of its fields; what a kind has no field for stays as it was.
/// What cannot be read, or what the newsletter's own rules refuse, is a fault by field, in a
/// sentence. For one form.
final class NewsletterReading {
  private static final double LONGEST_HOURS = 24 * 365;

  private final Map<String, String> typed;
  private final Newsletter base;
  private final Map<String, String> faults = new HashMap<>();

  private NewsletterReading(Map<String, String> typed, Newsletter base) {
    this.typed = typed;
    this.base = base;
  }

  /// `newsletter`: as far as it can be read.
  record Read(Newsletter newsletter, Map<String, String> faults) {}

  static Read of(Map<String, String> typed, Newsletter base) {
    NewsletterReading reading = new NewsletterReading(typed, base);
    Newsletter newsletter = reading.read();
    Newsletters.problems(newsletter)
        .forEach(problem -> reading.faults.putIfAbsent(problem.field(), sentence(problem.text())));
    return new Read(newsletter, reading.faults);
  }

  private Newsletter read() {
    return new Newsletter(
        base.id(),
        text("slug", base.slug()),
        text("name", base.name()),
        text("description", base.description()),
        text("portal", base.portalName()),
        text("portal-url", base.portalUrl()),
        base.kind(),
        box("active", base.active()),
        read("time", base.sendTime(), LocalTime::parse, "A time looks like 06:00."),
        read("days", base.sendDays(), NewsletterReading::days, "Days are days of the week."),
        read("zone", base.zone(), ZoneId::of, "A zone is a region such as Europe/London."),
        hours("late-hours", base.lateLimit()),
        hours("max-age-hours", base.maxAge()),
        number("slots", base.frontPageSlots()),
        number("min-stories", base.minStories()),
        number("max-stories", base.maxStories()),
        choice("approval", base.approval(), Newsletter.Approval.class),
        choice("uncertain", base.uncertain(), Newsletter.UncertainPolicy.class),
        text("sender-name", base.senderName()),
        text("sender", base.senderAddress()),
        text("reply-to", base.replyTo()),
        text("postal-address", base.postalAddress()),
        text("theme", base.look()),
        read("locale", base.locale(), Locale::of, "A language is one of those there are."),
        alerts(base.alerts()),
        sunset(base.sunset()),
        box("welcome-edition", base.welcomeEdition()),
        box("archive", base.archive()),
        box("goodbye", base.goodbye()));
  }

  private AlertPolicy alerts(AlertPolicy present) {
    return new AlertPolicy(
        number("alerts-a-day", present.perDay()),
        hours("again-hours", present.again()),
        typed.containsKey("fresh-minutes")
            ? Duration.ofMinutes(number("fresh-minutes", (int) present.fresh().toMinutes()))
            : present.fresh());
  }

  private SunsetPolicy sunset(SunsetPolicy present) {
    return new SunsetPolicy(
        number("ask-after-days", present.askDays()),
        number("ask-after-digests", present.leastSent()),
        number("slower-after-days", present.slowerDays()),
        number("pause-after-days", present.pauseDays()));
  }

  private String text(String field, String present) {
    return typed.getOrDefault(field, present);
  }

  private boolean box(String field, boolean present) {
    return typed.containsKey(field) ? !text(field, "").isEmpty() : present;
  }

  private int number(String field, int present) {
    return read(field, present, Integer::valueOf, "This is a whole number.");
  }

  private Duration hours(String field, Duration present) {
    return read(field, present, NewsletterReading::hours, "This is a number of hours.");
  }

  private <E extends Enum<E>> E choice(String field, E present, Class<E> choices) {
    return read(
        field,
        present,
        word ->
            Arrays.stream(choices.getEnumConstants())
                .filter(choice -> FieldGroup.word(choice).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word)),
        "Choose one of those there are.");
  }

  /// As it was where the kind has no such field, and where it cannot be read.
  private <T> T read(String field, T present, Function<String, T> reader, String fault) {
    String value = typed.get(field);
    if (value == null) {
      return present;
    }
    try {
      return reader.apply(value);
    } catch (DateTimeException | IllegalArgumentException _) {
      faults.put(field, fault);
      return present;
    }
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : text.split(",")) {
      if (!name.isEmpty()) {
        days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return days;
  }

  private static Duration hours(String text) {
    double hours = Double.parseDouble(text);
    if (!(Math.abs(hours) <= LONGEST_HOURS)) {
      throw new IllegalArgumentException(text);
    }
    return Duration.ofMinutes(Math.round(hours * 60));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
