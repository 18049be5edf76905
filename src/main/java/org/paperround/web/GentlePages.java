package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;

/// `POST /u/TOKEN/weekly` and `/u/TOKEN/pause`: less of it in one press, for who would else leave.
/// The token of the unsubscribe link does no more than that: it leads to no other page of the
/// reader. Each answers with what is so from now on, and a button that puts it back: the same post
/// with the days as they were (`day`), or with the end of the pause that was (`until`, empty for
/// none).
final class GentlePages {
  /// A pause beyond this is none that a page of ours offered.
  private static final Duration LONGEST = Duration.ofDays(400);

  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final ReaderLinks links;
  private final Visitor visitor;
  private final InstantSource clock;

  GentlePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor,
      InstantSource clock) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.links = links;
    this.visitor = visitor;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get("/u/{token}/weekly", GentlePages::toPage);
    routes.get("/u/{token}/pause", GentlePages::toPage);
    routes.post("/u/{token}/weekly", ctx -> act(ctx, this::weekly));
    routes.post("/u/{token}/pause", ctx -> act(ctx, this::pause));
  }

  /// Whoever loads the answer anew, or asks for it in another language.
  private static void toPage(Context ctx) {
    String language =
        Optional.ofNullable(ctx.queryParam("lang"))
            .flatMap(Languages::supported)
            .map(locale -> "?lang=" + locale.getLanguage())
            .orElse("");
    ctx.redirect("/u/" + ctx.pathParam("token") + language, HttpStatus.SEE_OTHER);
  }

  /// Where it comes on more than one day of the week.
  static boolean offersWeekly(Newsletter newsletter, Preferences reader) {
    return newsletter.kind() == Newsletter.Kind.DIGEST
        && reader.days().stream().filter(newsletter.sendDays()::contains).count() > 1;
  }

  /// The last day of the week on which the reader gets it so far: what came before is in it.
  static DayOfWeek weekly(Set<DayOfWeek> wanted, Set<DayOfWeek> sent) {
    return wanted.stream()
        .filter(sent::contains)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> wanted.stream().max(Comparator.naturalOrder()).orElseThrow());
  }

  private void act(Context ctx, Act act) {
    Form form = Form.read(ctx);
    Optional<Preferences> reader =
        links
            .unsubscribe(ctx.pathParam("token"))
            .flatMap(named -> subscribers.preferences(named.subscriber(), named.newsletter()));
    if (reader.isEmpty()) {
      pages.say(ctx, 404, Languages.of(ctx), "error.404");
      return;
    }
    Locale locale = Languages.of(ctx, reader.get().locale());
    Newsletter newsletter = newsletters.get(reader.get().newsletter());
    if (!reader.get().subscribed()) {
      pages.sayAndOfferSignUp(ctx, 200, locale, "unsubscribe.already", newsletter.name());
      return;
    }
    Optional<Outcome> outcome = act.of(form, reader.get(), newsletter, locale);
    if (outcome.isEmpty()) {
      pages.say(ctx, 422, locale, "error.422");
      return;
    }
    Preferences wanted = outcome.get().wanted();
    subscribers.changePreferences(
        SignedReader.named(wanted),
        present -> present.onDays(wanted.days()).pausedUntil(wanted.pausedUntil()),
        visitor.provenance(ctx, "link", "/u/"));
    show(ctx, locale, newsletter, outcome.get());
  }

  private void show(Context ctx, Locale locale, Newsletter newsletter, Outcome outcome) {
    String key = "gentle." + outcome.said();
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, key + ".heading"));
    values.put("text", pages.text(locale, key + ".text", newsletter.name(), outcome.when()));
    if (!outcome.before().isEmpty()) {
      values.put("undo", new Undo(null, outcome.before(), pages.text(locale, "gentle.undo")));
    }
    pages.show(ctx, 200, "done", locale, values);
  }

  private Optional<Outcome> weekly(
      Form form, Preferences present, Newsletter newsletter, Locale locale) {
    if (form.has("day")) {
      Set<DayOfWeek> days =
          Stream.of(DayOfWeek.values())
              .filter(day -> form.all("day").contains(day.name()))
              .collect(Collectors.toSet());
      return days.isEmpty() ? Optional.empty() : Optional.of(Outcome.back(present.onDays(days)));
    }
    if (newsletter.kind() == Newsletter.Kind.ALERT) {
      return Optional.empty();
    }
    DayOfWeek day = weekly(present.days(), newsletter.sendDays());
    Preferences wanted = present.onDays(Set.of(day));
    List<Undo.Field> before =
        present.days().equals(wanted.days())
            ? List.of()
            : present.days().stream()
                .sorted()
                .map(each -> new Undo.Field("day", each.name()))
                .toList();
    return Optional.of(
        new Outcome(
            wanted, "weekly.done", day.getDisplayName(TextStyle.FULL_STANDALONE, locale), before));
  }

  private Optional<Outcome> pause(
      Form form, Preferences present, Newsletter newsletter, Locale locale) {
    if (form.has("until")) {
      return readUntil(form.text("until"))
          .map(until -> Outcome.back(present.pausedUntil(until.orElse(null))));
    }
    return length(form.text("for").orElse(""))
        .map(length -> {
          Instant until =
              clock
                  .instant()
                  .atZone(present.zone())
                  .toLocalDate()
                  .plus(length)
                  .atStartOfDay(present.zone())
                  .toInstant();
          String date =
              DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                  .withLocale(locale.equals(Locale.ENGLISH) ? Locale.UK : locale)
                  .format(until.atZone(present.zone()));
          return new Outcome(
              present.pausedUntil(until), "pause.done", date, List.of(before(present)));
        });
  }

  private static Optional<Period> length(String code) {
    return switch (code) {
      case "2w" -> Optional.of(Period.ofWeeks(2));
      case "1m" -> Optional.of(Period.ofMonths(1));
      default -> Optional.empty();
    };
  }

  /// The pause that was, unless it is over by now.
  private Undo.Field before(Preferences present) {
    Instant until = present.pausedUntil();
    boolean lasts = until != null && until.isAfter(clock.instant());
    return new Undo.Field("until", lasts ? String.valueOf(until) : "");
  }

  /// Empty inside: no pause; empty: not an instant that we wrote.
  private Optional<Optional<Instant>> readUntil(Optional<String> text) {
    try {
      Optional<Instant> until = text.map(Instant::parse);
      boolean sane = until.map(at -> at.isBefore(clock.instant().plus(LONGEST))).orElse(true);
      return sane ? Optional.of(until) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Act {
    /// Empty: the form says nothing that we offered.
    Optional<Outcome> of(Form form, Preferences present, Newsletter newsletter, Locale locale);
  }

  /// What is to be so, the key of what is said, when, and how it was before (empty: as it is).
  private record Outcome(Preferences wanted, String said, String when, List<Undo.Field> before) {
    static Outcome back(Preferences wanted) {
      return new Outcome(wanted, "undone", "", List.of());
    }
  }
}
