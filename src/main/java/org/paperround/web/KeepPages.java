package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.delivery.Sunset;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/k/TOKEN`: "Yes, keep it", the answer to the question whether a newsletter is still wanted. GET
/// shows a page with a button, POST says so.
final class KeepPages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final Sunset sunset;
  private final ReaderLinks links;
  private final Visitor visitor;

  KeepPages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      Sunset sunset,
      ReaderLinks links,
      Visitor visitor) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.readers = new SignedReader(subscribers::ofKeepLink, subscribers);
    this.sunset = sunset;
    this.links = links;
    this.visitor = visitor;
  }

  void register(RoutesConfig routes) {
    routes.get("/k/{token}", this::show);
    routes.head("/k/{token}", this::show);
    routes.post("/k/{token}", this::keep);
  }

  private void show(Context ctx) {
    Optional<ReaderLinks.Named> named = readers.named(ctx);
    if (named.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Optional<Preferences> reader = readers.of(named.get()).filter(Preferences::subscribed);
    Newsletter newsletter = newsletters.get(named.get().newsletter());
    if (reader.isEmpty()) {
      pages.sayAndOfferSignUp(ctx, 200, locale(ctx), "unsubscribe.already", newsletter.name());
      return;
    }
    pages.show(
        ctx,
        200,
        "keep",
        locale(ctx),
        Map.of(
            "newsletter", newsletter,
            "address", reader.get().maskedAddress(),
            "preferencesUrl", preferencesUrl(named.get()),
            "unsubscribeUrl",
                links.unsubscribeUrl(named.get().subscriber(), named.get().newsletter())));
  }

  private void keep(Context ctx) {
    Form.read(ctx);
    Optional<ReaderLinks.Named> named = readers.named(ctx);
    if (named.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = locale(ctx);
    String name = newsletters.get(named.get().newsletter()).name();
    boolean kept =
        sunset.keep(
            named.get().subscriber(),
            named.get().newsletter(),
            visitor.provenance(ctx, "link", "/k/"));
    if (!kept) {
      pages.sayAndOfferSignUp(ctx, 200, locale, "unsubscribe.already", name);
      return;
    }
    pages.show(
        ctx,
        200,
        "message",
        locale,
        Map.of(
            "heading", pages.text(locale, "keep.done.heading"),
            "text", pages.text(locale, "keep.done.text", name),
            "link", preferencesUrl(named.get()),
            "linkText", pages.text(locale, "confirm.preferences")));
  }

  private String preferencesUrl(ReaderLinks.Named named) {
    return subscribers.preferencesUrl(named).orElseThrow();
  }

  private Locale locale(Context ctx) {
    return Languages.of(ctx, readers.of(ctx));
  }
}
