package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.UnsubscribeCause;

/// `/u/TOKEN`: GET shows a page and changes nothing; POST ends the subscription, from the page or
/// by a mail program (RFC 8058 section 3: no cookie, no redirect, no question; always a success).
/// The link works for ever, also when the reader is gone.
final class UnsubscribePages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final ReaderLinks links;
  private final Visitor visitor;

  UnsubscribePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.links = links;
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/u/{token}", this::show);
    routes.head("/u/{token}", this::show);
    routes.post("/u/{token}", this::unsubscribe);
  }

  private void show(Context ctx) {
    Optional<ReaderLinks.Named> named = links.unsubscribe(ctx.pathParam("token"));
    if (named.isEmpty()) {
      pages.say(ctx, 404, Languages.of(ctx), "error.404");
      return;
    }
    Optional<Preferences> reader = reader(named.get());
    Locale locale = locale(ctx, reader);
    Newsletter newsletter = newsletters.get(named.get().newsletter());
    if (reader.map(Preferences::subscribed).orElse(false)) {
      pages.show(
          ctx,
          200,
          "unsubscribe",
          locale,
          Map.of(
              "newsletter", newsletter,
              "address", reader.orElseThrow().maskedAddress(),
              "preferencesUrl",
                  links.preferencesUrl(named.get().subscriber(), named.get().newsletter())));
    } else {
      pages.sayAndOfferSignUp(ctx, 200, locale, "unsubscribe.already", newsletter.name());
    }
  }

  private void unsubscribe(Context ctx) {
    Form form = Form.readOrEmpty(ctx);
    Optional<ReaderLinks.Named> named = links.unsubscribe(ctx.pathParam("token"));
    if (named.isEmpty()) {
      pages.say(ctx, 404, Languages.of(ctx), "error.404");
      return;
    }
    boolean oneClick =
        form.text("List-Unsubscribe").map(value -> value.equals("One-Click")).orElse(false);
    subscribers.unsubscribe(
        named.get().subscriber(),
        named.get().newsletter(),
        oneClick ? UnsubscribeCause.ONE_CLICK : UnsubscribeCause.PAGE,
        visitor.provenance(ctx, oneClick ? "one-click" : "link", "/u/"));
    pages.sayAndOfferSignUp(
        ctx,
        200,
        locale(ctx, reader(named.get())),
        "unsubscribe.done",
        newsletters.get(named.get().newsletter()).name());
  }

  private Optional<Preferences> reader(ReaderLinks.Named named) {
    return subscribers.preferences(named.subscriber(), named.newsletter());
  }

  private static Locale locale(Context ctx, Optional<Preferences> reader) {
    return reader
        .map(preferences -> Languages.of(ctx, preferences.locale()))
        .orElseGet(() -> Languages.of(ctx));
  }
}
