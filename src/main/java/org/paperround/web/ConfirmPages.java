package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Confirmation;
import org.paperround.subscriber.PendingConfirmation;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;

/// `/c/TOKEN`: GET shows a page with a button, POST confirms. Mail scanners fetch every link, so a
/// GET never does anything (mail-standards I3).
final class ConfirmPages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final ReaderLinks links;
  private final Visitor visitor;
  private final Deliveries deliveries;

  ConfirmPages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor,
      Deliveries deliveries) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.links = links;
    this.visitor = visitor;
    this.deliveries = deliveries;
  }

  void register(RoutesConfig routes) {
    routes.get("/c/{token}", this::show);
    routes.head("/c/{token}", this::show);
    routes.post("/c/{token}", this::confirm);
  }

  private void show(Context ctx) {
    Optional<PendingConfirmation> pending = pending(ctx);
    if (pending.isEmpty()) {
      pages.say(ctx, 404, Languages.of(ctx), "error.404");
      return;
    }
    Locale locale = Languages.of(ctx, pending.get().locale());
    switch (pending.get().state()) {
      case OPEN -> {
        Newsletter newsletter = newsletters.get(pending.get().newsletter());
        pages.show(
            ctx,
            200,
            "confirm",
            locale,
            Map.of("newsletter", newsletter, "address", pending.get().maskedAddress()));
      }
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

  private void confirm(Context ctx) {
    Form.read(ctx);
    Optional<PendingConfirmation> pending = pending(ctx);
    Locale locale =
        pending.map(found -> Languages.of(ctx, found.locale())).orElseGet(() -> Languages.of(ctx));
    Long latest = pending.map(this::latest).orElse(null);
    String done = latest == null ? "confirm.done" : "confirm.latest";
    switch (subscribers.confirm(
        ctx.pathParam("token"), visitor.provenance(ctx, "link", "/c/").of(latest))) {
      case Confirmation.Confirmed(SubscriberId subscriber, NewsletterId newsletter) ->
          done(ctx, locale, done, subscriber, newsletter);
      case Confirmation.AlreadyConfirmed(SubscriberId subscriber, NewsletterId newsletter) ->
          done(ctx, locale, "confirm.already", subscriber, newsletter);
      case Confirmation.Expired _ -> expired(ctx, locale);
      case Confirmation.Invalid _ -> pages.say(ctx, 404, locale, "error.404");
    }
  }

  /// The edition that would follow the welcome.
  private @Nullable Long latest(PendingConfirmation pending) {
    return pending.state() == PendingConfirmation.State.OPEN
        ? deliveries
            .welcomes(pending.subscriber(), pending.newsletter())
            .map(EditionId::value)
            .orElse(null)
        : null;
  }

  private void done(
      Context ctx, Locale locale, String key, SubscriberId subscriber, NewsletterId id) {
    Newsletter newsletter = newsletters.get(id);
    pages.show(
        ctx,
        200,
        "message",
        locale,
        Map.of(
            "heading",
            pages.text(locale, key + ".heading", newsletter.name()),
            "text",
            pages.text(locale, key + ".text", newsletter.name()),
            "link",
            links.preferencesUrl(subscriber, id),
            "linkText",
            pages.text(locale, "confirm.preferences")));
  }

  private void expired(Context ctx, Locale locale) {
    pages.sayAndOfferSignUp(ctx, 410, locale, "confirm.expired");
  }

  private Optional<PendingConfirmation> pending(Context ctx) {
    return subscribers.pending(ctx.pathParam("token"), visitor.now());
  }
}
