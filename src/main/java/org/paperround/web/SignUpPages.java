package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.Subscribers;

/// The newsletters on offer, each with a form of one field. What follows is the same for every
/// address, so that nobody learns who reads what.
final class SignUpPages {
  private static final String SENT = "/sign-up/sent";

  private final Pages pages;
  private final Masthead masthead;
  private final Subscribers subscribers;
  private final SignUpLimits limits;
  private final Visitor visitor;
  private final LatestHeadlines headlines;

  SignUpPages(
      Pages pages,
      Masthead masthead,
      Subscribers subscribers,
      SignUpLimits limits,
      Visitor visitor,
      LatestHeadlines headlines) {
    this.pages = pages;
    this.masthead = masthead;
    this.subscribers = subscribers;
    this.limits = limits;
    this.visitor = visitor;
    this.headlines = headlines;
  }

  void register(RoutesConfig routes) {
    routes.get("/", ctx -> show(ctx, 200, Languages.of(ctx), null));
    routes.head("/", ctx -> show(ctx, 200, Languages.of(ctx), null));
    routes.get("/sign-up", ctx -> show(ctx, 200, Languages.of(ctx), null));
    routes.post("/sign-up", this::signUp);
    routes.get(SENT, ctx -> pages.say(ctx, 200, Languages.of(ctx), "signup.sent"));
  }

  private void signUp(Context ctx) {
    Form form = Form.read(ctx);
    Locale locale =
        form.text("lang").flatMap(Languages::supported).orElseGet(() -> Languages.of(ctx));
    if (!limits.allowsNetwork(visitor.network(ctx))) {
      pages.say(ctx, 429, locale, "error.429");
      return;
    }
    String typed = form.text("address").orElse("");
    Optional<Newsletter> newsletter = newsletter(form.text("newsletter").orElse(""));
    if (newsletter.isEmpty()) {
      pages.say(ctx, 422, locale, "error.422");
      return;
    }
    switch (AddressCheck.check(typed)) {
      case AddressCheck.Refused _ ->
          show(ctx, 422, locale, new Refusal(newsletter.get().slug(), typed));
      case AddressCheck.Ok(org.paperround.mail.EmailAddress address) -> {
        if (!limits.allowsAddress(address)) {
          pages.say(ctx, 429, locale, "error.429");
          return;
        }
        // A field that people do not see was filled in: a machine, which learns nothing either.
        if (form.text("website").isEmpty()) {
          subscribers.signUp(
              new SignUp(
                  address,
                  "",
                  newsletter.get().id(),
                  locale,
                  zone(form, newsletter.get()),
                  wording(locale, newsletter.get()),
                  visitor.provenance(ctx, "form", "/")));
        }
        ctx.redirect(SENT + "?lang=" + locale.getLanguage(), HttpStatus.SEE_OTHER);
      }
    }
  }

  private void show(Context ctx, int status, Locale locale, @Nullable Refusal refusal) {
    List<Offer> offers =
        masthead.active().stream().map(newsletter -> offer(newsletter, locale, refusal)).toList();
    pages.show(ctx, status, "sign-up", locale, Map.of("offers", offers));
  }

  private Offer offer(Newsletter newsletter, Locale locale, @Nullable Refusal refusal) {
    String typed =
        refusal != null && refusal.slug().equals(newsletter.slug()) ? refusal.typed() : null;
    return new Offer(
        newsletter.slug(),
        newsletter.name(),
        newsletter.description(),
        schedule(newsletter, locale),
        wording(locale, newsletter),
        typed == null ? "" : typed,
        typed != null,
        headlines.of(newsletter.id()));
  }

  private String schedule(Newsletter newsletter, Locale locale) {
    String key =
        switch (newsletter.kind()) {
          case ALERT -> "signup.alerts";
          case DIGEST -> newsletter.sendDays().size() == 7 ? "signup.daily" : "signup.someDays";
        };
    return pages.text(locale, key, newsletter.sendTime().toString(), newsletter.sendDays().size());
  }

  private String wording(Locale locale, Newsletter newsletter) {
    return pages.text(locale, "signup.wording", newsletter.name(), newsletter.senderName());
  }

  private Optional<Newsletter> newsletter(String slug) {
    return masthead.active().stream().filter(offer -> offer.slug().equals(slug)).findFirst();
  }

  private static ZoneId zone(Form form, Newsletter newsletter) {
    try {
      return form.text("zone").map(ZoneId::of).orElse(newsletter.zone());
    } catch (DateTimeException e) {
      return newsletter.zone();
    }
  }

  private record Refusal(String slug, String typed) {}

  record Offer(
      String slug,
      String name,
      String description,
      String schedule,
      String wording,
      String typed,
      boolean refused,
      List<LatestHeadlines.Headline> headlines) {}
}
