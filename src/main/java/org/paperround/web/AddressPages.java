package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.AddressChange;
import org.paperround.subscriber.PendingAddress;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/p/TOKEN/address` asks for another address, `/a/TOKEN`, mailed to it, takes everything there.
/// What the first shows is the same for every address.
final class AddressPages {
  private final Pages pages;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final Visitor visitor;
  private final SignUpLimits limits;

  AddressPages(Pages pages, Subscribers subscribers, Visitor visitor, SignUpLimits limits) {
    this.pages = pages;
    this.subscribers = subscribers;
    this.readers = new SignedReader(subscribers::ofPreferencesLink, subscribers);
    this.visitor = visitor;
    this.limits = limits;
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}/address", this::ask);
    routes.head("/p/{token}/address", this::ask);
    routes.post("/p/{token}/address", this::request);
    routes.get("/p/{token}/address/sent", this::sent);
    routes.get("/a/{token}", this::show);
    routes.head("/a/{token}", this::show);
    routes.post("/a/{token}", this::confirm);
  }

  private void ask(Context ctx) {
    readers
        .subscribed(ctx)
        .ifPresentOrElse(reader -> ask(ctx, 200, reader, null), () -> pages.notFound(ctx));
  }

  private void request(Context ctx) {
    String typed = Form.read(ctx).text("address").orElse("");
    Optional<Preferences> reader = readers.subscribed(ctx);
    if (reader.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    switch (AddressCheck.check(typed)) {
      case AddressCheck.Refused _ -> ask(ctx, 422, reader.get(), typed);
      case AddressCheck.Ok(EmailAddress address) -> {
        if (!limits.allowsNetwork(visitor.network(ctx)) || !limits.allowsAddress(address)) {
          pages.say(ctx, 429, Languages.of(ctx, reader.get().locale()), "error.429");
          return;
        }
        subscribers.requestAddress(
            SignedReader.named(reader.get()),
            address,
            visitor.provenance(ctx, "link", "/p/address"));
        ctx.redirect(SignedReader.path(ctx) + "/address/sent", HttpStatus.SEE_OTHER);
      }
    }
  }

  private void sent(Context ctx) {
    readers
        .of(ctx)
        .ifPresentOrElse(
            reader -> pages.say(ctx, 200, Languages.of(ctx, reader.locale()), "address.sent"),
            () -> pages.notFound(ctx));
  }

  private void ask(Context ctx, int status, Preferences reader, @Nullable String refused) {
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader);
    values.put("refused", refused != null);
    values.put("typed", refused == null ? "" : refused);
    values.put("back", SignedReader.path(ctx));
    pages.show(ctx, status, "address", Languages.of(ctx, reader.locale()), values);
  }

  private void show(Context ctx) {
    Optional<PendingAddress> pending =
        subscribers.pendingAddress(ctx.pathParam("token"), visitor.now());
    if (pending.isEmpty()) {
      pages.say(ctx, 410, Languages.of(ctx), "address.expired");
      return;
    }
    pages.show(
        ctx,
        200,
        "address-confirm",
        Languages.of(ctx, pending.get().locale()),
        Map.of("address", pending.get().maskedAddress()));
  }

  private void confirm(Context ctx) {
    Form.readWhatever(ctx);
    AddressChange change =
        subscribers.confirmAddress(ctx.pathParam("token"), visitor.provenance(ctx, "link", "/a/"));
    switch (change) {
      case AddressChange.Changed(String masked, Locale language, ReaderLinks.Named reader) ->
          done(ctx, Languages.of(ctx, language), masked, reader);
      case AddressChange.Refused(Locale language) ->
          pages.say(ctx, 409, Languages.of(ctx, language), "address.refused");
      case AddressChange.Expired() -> pages.say(ctx, 410, Languages.of(ctx), "address.expired");
    }
  }

  private void done(Context ctx, Locale locale, String masked, ReaderLinks.Named reader) {
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, "address.done.heading", masked));
    values.put("text", pages.text(locale, "address.done.text", masked));
    subscribers
        .preferencesUrl(reader)
        .ifPresent(url -> {
          values.put("link", url);
          values.put("linkText", pages.text(locale, "confirm.preferences"));
        });
    pages.show(ctx, 200, "message", locale, values);
  }
}
