package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Confirmation;
import org.paperround.subscriber.FirstChoices;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.PendingConfirmation;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.web.request.Form;

/// `/c/TOKEN`: GET shows a page with a button and a few questions that may be left alone, POST
/// confirms and stores the answers. Mail scanners fetch every link, so a GET never does anything
/// (mail-standards I3). `/c/TOKEN/preview` shows the latest edition as this reader would get it.
final class ConfirmPages {
  private final Pages pages;
  private final WebServer.Parts parts;
  private final Visitor visitor;

  ConfirmPages(Pages pages, WebServer.Parts parts, Visitor visitor) {
    this.pages = pages;
    this.parts = parts;
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/c/{token}", this::show);
    routes.head("/c/{token}", this::show);
    routes.post("/c/{token}", this::confirm);
    routes.get("/c/{token}/preview", this::preview);
    routes.head("/c/{token}/preview", this::preview);
  }

  private void show(Context ctx) {
    Optional<PendingConfirmation> pending = pending(ctx);
    if (pending.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, pending.get().locale());
    switch (pending.get().state()) {
      case OPEN -> ask(ctx, locale, pending.get());
      case CONFIRMED ->
          done(
              ctx,
              locale,
              "confirm.already",
              pending.get().subscriber(),
              pending.get().newsletter());
      case EXPIRED -> expired(ctx, locale);
    }
  }

  private void ask(Context ctx, Locale locale, PendingConfirmation pending) {
    Newsletter newsletter = parts.newsletters().get(pending.newsletter());
    Preferences present = preferences(pending.subscriber(), pending.newsletter()).orElseThrow();
    List<Interest> interests = PreferenceView.interests(parts.interests().get(), present);
    Map<String, Object> values = new HashMap<>();
    values.put("newsletter", newsletter);
    values.put("portal", Masthead.Portal.of(newsletter));
    values.put("address", pending.maskedAddress());
    values.put("alerting", newsletter.kind() == Newsletter.Kind.ALERT);
    // A reader who has chosen a zone already may be travelling.
    values.put("guess", pending.first());
    values.put("zones", PreferenceView.zones(present.zone()));
    values.put("hour", Optional.ofNullable(present.hour()));
    values.put("hours", PreferenceView.hours(present.hour()));
    values.put("days", PreferenceView.days(present.days(), locale));
    values.put(
        "follows",
        PreferenceView.choices(
            interests, present.follows(), interest -> pages.interest(locale, interest)));
    values.put("readerLanguages", Languages.choices(present.locale()));
    values.put("stories", parts.deliveries().preview(present));
    values.put("preview", "/c/" + ctx.pathParam("token") + "/preview");
    pages.show(ctx, 200, "confirm", locale, values);
  }

  private void preview(Context ctx) {
    Optional<PendingConfirmation> pending =
        pending(ctx).filter(found -> found.state() != PendingConfirmation.State.EXPIRED);
    Optional<Preferences> present =
        pending.flatMap(found -> preferences(found.subscriber(), found.newsletter()));
    if (present.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, present.get().locale());
    Optional<Preferences> wanted =
        switch (ConfirmForm.read(Form.ofQuery(ctx), present.get(), visitor.now())) {
          case ConfirmForm.Result.Untouched _ -> present;
          case ConfirmForm.Result.Chosen(FirstChoices choices) ->
              Optional.of(choices.on(present.get(), visitor.now()));
          case ConfirmForm.Result.Malformed _ -> Optional.empty();
        };
    if (wanted.isEmpty()) {
      pages.say(ctx, 422, locale, "error.422");
      return;
    }
    Optional<String> html = parts.deliveries().previewHtml(wanted.get());
    if (html.isEmpty()) {
      pages.say(ctx, 200, locale, "confirm.preview.none");
      return;
    }
    ctx.header("Content-Security-Policy", LinkPages.VIEW_POLICY);
    ctx.html(html.get());
  }

  private void confirm(Context ctx) {
    Form form = Form.read(ctx);
    Optional<PendingConfirmation> pending = pending(ctx);
    Locale locale =
        pending.map(found -> Languages.of(ctx, found.locale())).orElseGet(() -> Languages.of(ctx));
    Optional<Preferences> present =
        pending.flatMap(found -> preferences(found.subscriber(), found.newsletter()));
    ConfirmForm.Result answers =
        present
            .map(found -> ConfirmForm.read(form, found, visitor.now()))
            .orElseGet(ConfirmForm.Result.Untouched::new);
    switch (answers) {
      case ConfirmForm.Result.Untouched _ ->
          confirm(ctx, locale, Optional.empty(), latest(pending, present));
      case ConfirmForm.Result.Chosen(FirstChoices choices) ->
          confirm(
              ctx,
              Languages.of(ctx, choices.locale()),
              Optional.of(choices),
              latest(pending, present.map(found -> choices.on(found, visitor.now()))));
      case ConfirmForm.Result.Malformed _ -> pages.say(ctx, 422, locale, "error.422");
    }
  }

  private void confirm(
      Context ctx, Locale locale, Optional<FirstChoices> choices, @Nullable Long latest) {
    String done = latest == null ? "confirm.done" : "confirm.latest";
    Confirmation confirmation =
        parts
            .subscribers()
            .confirm(
                ctx.pathParam("token"), choices, visitor.provenance(ctx, "link", "/c/").of(latest));
    switch (confirmation) {
      case Confirmation.Confirmed(SubscriberId subscriber, NewsletterId newsletter) ->
          done(ctx, locale, done, subscriber, newsletter);
      case Confirmation.AlreadyConfirmed(SubscriberId subscriber, NewsletterId newsletter) ->
          done(ctx, locale, "confirm.already", subscriber, newsletter);
      case Confirmation.Expired _ -> expired(ctx, locale);
      case Confirmation.Invalid _ -> pages.say(ctx, 404, locale, "error.404");
    }
  }

  /// The edition that would follow the welcome of a reader with these wishes.
  private @Nullable Long latest(
      Optional<PendingConfirmation> pending, Optional<Preferences> wanted) {
    return pending
        .filter(found -> found.state() == PendingConfirmation.State.OPEN)
        .flatMap(_ -> wanted)
        .flatMap(parts.deliveries()::welcomes)
        .map(EditionId::value)
        .orElse(null);
  }

  private void done(
      Context ctx, Locale locale, String key, SubscriberId subscriber, NewsletterId id) {
    Newsletter newsletter = parts.newsletters().get(id);
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, key + ".heading", newsletter.name()));
    values.put("text", pages.text(locale, key + ".text", newsletter.name()));
    parts
        .subscribers()
        .preferencesUrl(new ReaderLinks.Named(subscriber, id))
        .ifPresent(url -> {
          values.put("link", url);
          values.put("linkText", pages.text(locale, "confirm.preferences"));
        });
    preferences(subscriber, id)
        .flatMap(
            present -> parts.deliveries().nextMail(present).map(due -> when(locale, present, due)))
        .ifPresent(text -> values.put("note", text));
    pages.show(ctx, 200, "message", locale, values);
  }

  private String when(Locale locale, Preferences reader, Instant due) {
    ZonedDateTime there = due.atZone(reader.zone());
    String pattern = pages.text(locale, "digest.date-pattern");
    return pages.text(
        locale,
        "confirm.next",
        DateTimeFormatter.ofPattern(pattern, locale).format(there),
        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(there),
        reader.zone().getId().replace('_', ' '));
  }

  private void expired(Context ctx, Locale locale) {
    pages.sayAndOfferSignUp(ctx, 410, locale, "confirm.expired");
  }

  private Optional<PendingConfirmation> pending(Context ctx) {
    return parts.subscribers().pending(ctx.pathParam("token"), visitor.now());
  }

  private Optional<Preferences> preferences(SubscriberId reader, NewsletterId newsletter) {
    return parts.subscribers().preferences(reader, newsletter);
  }
}
