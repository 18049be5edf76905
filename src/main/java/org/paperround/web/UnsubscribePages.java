package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Departure;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.web.request.Form;

/// `/u/TOKEN`: GET shows a page and changes nothing; POST ends the subscription, from the page or
/// by a mail program (RFC 8058 section 3: no cookie, no redirect, no question; always a success).
/// The link works for ever, also when the reader or the newsletter is gone. `?e=NUMBER` says in
/// which edition's mail it stood; it is not signed, so it is believed only of an edition of that
/// newsletter, and decides nothing.
final class UnsubscribePages {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final ReaderLinks links;
  private final Visitor visitor;
  private final Editions editions;

  UnsubscribePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor,
      Editions editions) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.readers = new SignedReader(links::unsubscribe, subscribers);
    this.links = links;
    this.visitor = visitor;
    this.editions = editions;
  }

  void register(RoutesConfig routes) {
    routes.get("/u/{token}", this::show);
    routes.head("/u/{token}", this::show);
    routes.post("/u/{token}", this::unsubscribe);
  }

  private void show(Context ctx) {
    Optional<ReaderLinks.Named> named = readers.named(ctx);
    if (named.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Optional<Preferences> reader = readers.of(named.get());
    Optional<Newsletter> newsletter = newsletters.find(named.get().newsletter());
    Locale locale = Languages.of(ctx, reader);
    if (reader.isPresent() && reader.get().subscribed() && newsletter.isPresent()) {
      pages.show(ctx, 200, "unsubscribe", locale, values(reader.get(), newsletter.get()));
    } else {
      pages.sayAndOfferSignUp(
          ctx, 200, locale, "unsubscribe.already", name(named.get().newsletter(), locale));
    }
  }

  private Map<String, Object> values(Preferences reader, Newsletter newsletter) {
    return Map.of(
        "newsletter",
        newsletter,
        "address",
        reader.maskedAddress(),
        "several",
        subscribers.subscribedTo(reader.subscriber()).size() > 1,
        "weekly",
        GentlePages.offersWeekly(newsletter, reader),
        "path",
        URI.create(links.unsubscribeUrl(reader.subscriber(), reader.newsletter())).getRawPath());
  }

  private void unsubscribe(Context ctx) {
    Optional<ReaderLinks.Named> named = readers.named(ctx);
    if (named.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Form form = Form.readWhatever(ctx);
    Long edition = edition(ctx, named.get().newsletter());
    if (form.text("List-Unsubscribe").filter("One-Click"::equals).isPresent()) {
      Provenance provenance = visitor.provenance(ctx, "one-click", "/u/").of(edition);
      subscribers.unsubscribe(
          named.get().subscriber(),
          named.get().newsletter(),
          UnsubscribeCause.ONE_CLICK,
          provenance);
      goodbye(ctx, named.get(), new Departure(List.of(), null));
    } else {
      Provenance provenance = visitor.provenance(ctx, "link", "/u/").of(edition);
      boolean everything = form.text("all").filter("yes"::equals).isPresent();
      goodbye(ctx, named.get(), subscribers.leave(named.get(), everything, provenance));
    }
  }

  private void goodbye(Context ctx, ReaderLinks.Named named, Departure departure) {
    Locale locale = Languages.of(ctx, readers.of(named));
    boolean several = departure.ended().size() > 1;
    String key = several ? "unsubscribe.done.all" : "unsubscribe.done";
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, "unsubscribe.done.heading"));
    values.put("text", pages.text(locale, key + ".text", name(named.newsletter(), locale)));
    values.put("undo", undo(departure, locale));
    values.put("link", "/sign-up?lang=" + locale.getLanguage());
    values.put("linkText", pages.text(locale, "signup.again"));
    pages.show(ctx, 200, "message", locale, values);
  }

  private @Nullable Undo undo(Departure departure, Locale locale) {
    String url = departure.undoUrl();
    return url == null
        ? null
        : new Undo(
            URI.create(url).getRawPath(), List.of(), pages.text(locale, "unsubscribe.undo.button"));
  }

  private @Nullable Long edition(Context ctx, NewsletterId newsletter) {
    String number = ctx.queryParam("e");
    if (number == null || !NUMBER.matcher(number).matches()) {
      return null;
    }
    return editions
        .find(new EditionId(Long.parseLong(number)))
        .filter(edition -> edition.newsletter().equals(newsletter))
        .map(edition -> edition.id().value())
        .orElse(null);
  }

  /// Also of a newsletter that is gone.
  private String name(NewsletterId id, Locale locale) {
    return newsletters
        .find(id)
        .map(Newsletter::name)
        .orElseGet(() -> pages.text(locale, "unsubscribe.gone"));
  }
}
