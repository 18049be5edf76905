package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `POST /u/TOKEN/weekly` and `/u/TOKEN/pause`: less of it in one press, for who would else leave.
/// Each answers with what is so from now on, and a button that puts it back: the same post with the
/// number of the change. The token of the unsubscribe link does no more than that: it leads to no
/// other page of the reader.
final class GentlePages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final Visitor visitor;

  GentlePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.readers = new SignedReader(links::unsubscribe, subscribers);
    this.visitor = visitor;
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
    Optional<Preferences> reader = readers.of(ctx);
    if (reader.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, reader.get().locale());
    Newsletter newsletter = newsletters.get(reader.get().newsletter());
    if (!reader.get().subscribed()) {
      pages.sayAndOfferSignUp(ctx, 200, locale, "unsubscribe.already", newsletter.name());
      return;
    }
    Optional<Outcome> outcome =
        form.has("change")
            ? undo(ctx, form, reader.get())
            : act.of(form, reader.get(), newsletter, locale)
                .map(wish -> change(ctx, reader.get(), wish));
    if (outcome.isEmpty()) {
      pages.say(ctx, 422, locale, "error.422");
      return;
    }
    show(ctx, locale, newsletter, outcome.get());
  }

  private Outcome change(Context ctx, Preferences reader, Wish wish) {
    OptionalLong change =
        subscribers.changePreferences(
            SignedReader.named(reader), wish.change(), visitor.provenance(ctx, "link", "/u/"));
    return new Outcome(wish.said(), wish.when(), change);
  }

  /// What was changed since, or more than a day ago, stays as it is, and so it is said.
  private Optional<Outcome> undo(Context ctx, Form form, Preferences reader) {
    return form.number("change")
        .flatMap(change -> {
          OptionalLong undone =
              subscribers.undo(
                  SignedReader.named(reader), change, visitor.provenance(ctx, "link", "/u/"));
          return undone.isPresent()
              ? Optional.of(new Outcome("undone", "", OptionalLong.empty()))
              : Optional.empty();
        });
  }

  private void show(Context ctx, Locale locale, Newsletter newsletter, Outcome outcome) {
    String key = "gentle." + outcome.said();
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, key + ".heading"));
    values.put("text", pages.text(locale, key + ".text", newsletter.name(), outcome.when()));
    outcome
        .change()
        .ifPresent(change ->
            values.put(
                "undo",
                new Undo(
                    null,
                    List.of(new Undo.Field("change", Long.toString(change))),
                    pages.text(locale, "gentle.undo"))));
    pages.show(ctx, 200, "message", locale, values);
  }

  private Optional<Wish> weekly(
      Form form, Preferences present, Newsletter newsletter, Locale locale) {
    if (newsletter.kind() == Newsletter.Kind.ALERT) {
      return Optional.empty();
    }
    DayOfWeek day = weekly(present.days(), newsletter.sendDays());
    return Optional.of(
        new Wish(
            reader -> reader.onDays(Set.of(day)),
            "weekly.done",
            day.getDisplayName(TextStyle.FULL_STANDALONE, locale)));
  }

  private Optional<Wish> pause(
      Form form, Preferences present, Newsletter newsletter, Locale locale) {
    return length(form.text("for").orElse(""))
        .map(length -> {
          LocalDate day = LocalDate.ofInstant(visitor.now(), present.zone()).plus(length);
          Instant until = day.atStartOfDay(present.zone()).toInstant();
          return new Wish(
              reader -> reader.pausedUntil(until), "pause.done", Languages.fullDate(day, locale));
        });
  }

  private static Optional<Period> length(String code) {
    return switch (code) {
      case "2w" -> Optional.of(Period.ofWeeks(2));
      case "1m" -> Optional.of(Period.ofMonths(1));
      default -> Optional.empty();
    };
  }

  @FunctionalInterface
  private interface Act {
    /// Empty: the form says nothing that we offered.
    Optional<Wish> of(Form form, Preferences present, Newsletter newsletter, Locale locale);
  }

  /// What is to become of a reader's choices, the key of what is said, and when.
  private record Wish(UnaryOperator<Preferences> change, String said, String when) {}

  /// `change`: by which number it can be undone; empty: nothing is to be undone.
  private record Outcome(String said, String when, OptionalLong change) {}
}
