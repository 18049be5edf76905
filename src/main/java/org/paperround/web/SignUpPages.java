package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.mail.AddressHint;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.web.request.Form;

/// The newsletters on offer, all on one page and each on its own, with a form of one field. What
/// follows is the same for every address.
final class SignUpPages {
  private static final String SENT = "/sign-up/sent";

  private final Pages pages;
  private final Masthead masthead;
  private final SignUpIntake intake;
  private final LatestHeadlines headlines;

  SignUpPages(Pages pages, Masthead masthead, SignUpIntake intake, LatestHeadlines headlines) {
    this.pages = pages;
    this.masthead = masthead;
    this.intake = intake;
    this.headlines = headlines;
  }

  void register(RoutesConfig routes) {
    routes.get("/", this::showAll);
    routes.head("/", this::showAll);
    routes.get("/sign-up", this::showAll);
    routes.post("/sign-up", this::signUp);
    // Before the newsletters' own pages: none of them is found under this name.
    routes.get(SENT, this::sent);
    routes.get("/sign-up/{slug}", this::showOne);
    routes.head("/sign-up/{slug}", this::showOne);
  }

  private void signUp(Context ctx) {
    Form form = Form.read(ctx);
    Locale locale =
        form.text("lang").flatMap(Languages::supported).orElseGet(() -> Languages.of(ctx));
    SignUpIntake.Wish wish =
        new SignUpIntake.Wish(
            "form",
            form.text("address").orElse(""),
            form.text("newsletter").orElse(""),
            locale,
            form.text("zone"),
            form.text("source"),
            form.has("sure"),
            form.text("website").isPresent());
    switch (intake.take(ctx, wish)) {
      case SignUpIntake.Outcome.Taken(AddressHint hint) ->
          ctx.redirect(SENT + "?lang=" + locale.getLanguage() + suffix(hint), HttpStatus.SEE_OTHER);
      case SignUpIntake.Outcome.Doubted doubted -> ask(ctx, locale, doubted, wish);
      case SignUpIntake.Outcome.BadAddress(Newsletter newsletter) ->
          show(ctx, 422, locale, newsletter, Optional.of(wish.address()));
      case SignUpIntake.Outcome.NoSuchNewsletter _ -> pages.say(ctx, 422, locale, "error.422");
      case SignUpIntake.Outcome.TooOften _ -> pages.say(ctx, 429, locale, "error.429");
    }
  }

  private static String suffix(AddressHint hint) {
    return switch (hint) {
      case AddressHint.ShortLived _ -> "&short-lived=1";
      case AddressHint.None _, AddressHint.Typo _ -> "";
    };
  }

  private void sent(Context ctx) {
    Locale locale = Languages.of(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("heading", pages.text(locale, "signup.sent.heading"));
    values.put("text", pages.text(locale, "signup.sent.text"));
    if (ctx.queryParam("short-lived") != null) {
      values.put("note", pages.text(locale, "signup.short-lived"));
    }
    pages.show(ctx, 200, "message", locale, values);
  }

  /// Before anything is done: a mail to the wrong domain would go to a stranger.
  private void ask(
      Context ctx, Locale locale, SignUpIntake.Outcome.Doubted doubted, SignUpIntake.Wish wish) {
    EmailAddress suggestion = doubted.suggestion();
    pages.show(
        ctx,
        200,
        "did-you-mean",
        locale,
        Map.of(
            "newsletter", doubted.newsletter(),
            "portal", Masthead.Portal.of(doubted.newsletter()),
            "typed", doubted.typed().toString(),
            "suggestion", suggestion.toString(),
            "wording", intake.wording(locale, doubted.newsletter()),
            "zone", wish.zone().orElse(""),
            "source", wish.source().orElse("")));
  }

  private void showAll(Context ctx) {
    Locale locale = Languages.of(ctx);
    List<Offer> offers =
        masthead.active().stream()
            .map(newsletter -> offer(newsletter, locale, Optional.empty()))
            .toList();
    Pages.letBeFound(ctx);
    pages.show(ctx, 200, "sign-up", locale, Map.of("offers", offers));
  }

  private void showOne(Context ctx) {
    Locale locale = Languages.of(ctx);
    intake
        .newsletter(ctx.pathParam("slug"))
        .ifPresentOrElse(
            newsletter -> {
              Pages.letBeFound(ctx);
              show(ctx, 200, locale, newsletter, Optional.empty());
            },
            () -> pages.sayAndOfferSignUp(ctx, 404, locale, "signup.unknown"));
  }

  private void show(
      Context ctx, int status, Locale locale, Newsletter newsletter, Optional<String> refused) {
    pages.show(
        ctx,
        status,
        "newsletter",
        locale,
        Map.of(
            "portal", Masthead.Portal.of(newsletter),
            "offer", offer(newsletter, locale, refused),
            "others", masthead.active().size() > 1));
  }

  private Offer offer(Newsletter newsletter, Locale locale, Optional<String> refused) {
    return new Offer(
        newsletter.slug(),
        newsletter.name(),
        newsletter.description(),
        schedule(newsletter, locale),
        intake.wording(locale, newsletter),
        refused.orElse(""),
        refused.isPresent(),
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

  /// `typed` is what was refused, to be typed on.
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
