package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;

/// `/p/TOKEN`: what a reader gets, and when, on one page without a password. GET shows, POST saves.
final class PreferencePages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final ReaderLinks links;
  private final Visitor visitor;
  private final Supplier<List<Interest>> offered;

  PreferencePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor,
      Supplier<List<Interest>> offered) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.links = links;
    this.visitor = visitor;
    this.offered = offered;
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}", this::show);
    routes.head("/p/{token}", this::show);
    routes.post("/p/{token}", this::save);
  }

  private void show(Context ctx) {
    Optional<Preferences> present = present(ctx);
    if (present.isEmpty()) {
      pages.say(ctx, 404, Languages.of(ctx), "error.404");
      return;
    }
    Locale locale = Languages.of(ctx, present.get().locale());
    if (!present.get().subscribed()) {
      pages.sayAndOfferSignUp(
          ctx,
          200,
          locale,
          "unsubscribe.already",
          newsletters.get(present.get().newsletter()).name());
      return;
    }
    Newsletter newsletter = newsletters.get(present.get().newsletter());
    Map<String, Object> values = values(present.get(), newsletter, locale);
    values.put("saved", ctx.queryParam("saved") != null);
    pages.show(ctx, 200, "preferences", locale, values);
  }

  private void save(Context ctx) {
    Form form = Form.read(ctx);
    Optional<Preferences> present = present(ctx).filter(Preferences::subscribed);
    if (present.isEmpty()) {
      show(ctx);
      return;
    }
    Newsletter newsletter = newsletters.get(present.get().newsletter());
    Locale locale = Languages.of(ctx, present.get().locale());
    switch (PreferenceForm.read(form, present.get(), newsletter.maxStories())) {
      case PreferenceForm.Result.Ok(Preferences wanted) -> {
        subscribers.changePreferences(wanted, visitor.provenance(ctx, "link", "/p/"));
        ctx.redirect("/p/" + ctx.pathParam("token") + "?saved=1", HttpStatus.SEE_OTHER);
      }
      case PreferenceForm.Result.NoDay(Preferences kept) -> {
        Map<String, Object> values = values(kept, newsletter, locale);
        values.put("noDay", true);
        values.put("days", PreferenceView.days(java.util.Set.of(), locale));
        pages.show(ctx, 422, "preferences", locale, values);
      }
      case PreferenceForm.Result.Malformed _ -> pages.say(ctx, 422, locale, "error.422");
    }
  }

  private Map<String, Object> values(
      Preferences preferences, Newsletter newsletter, Locale locale) {
    List<Interest> interests = PreferenceView.interests(offered.get(), preferences);
    Map<String, Object> values = new HashMap<>();
    values.put("newsletter", newsletter);
    values.put("preferences", preferences);
    values.put("saved", false);
    values.put("noDay", false);
    values.put("hours", PreferenceView.hours(preferences.hour()));
    values.put("zones", PreferenceView.zones(preferences.zone()));
    values.put("days", PreferenceView.days(preferences.days(), locale));
    values.put(
        "stories", PreferenceView.stories(preferences.maxStories(), newsletter.maxStories()));
    values.put(
        "follows",
        PreferenceView.choices(
            interests, preferences.follows(), section -> pages.section(locale, section)));
    values.put(
        "mutes",
        PreferenceView.choices(
            interests, preferences.mutes(), section -> pages.section(locale, section)));
    values.put("alerting", newsletter.kind() == Newsletter.Kind.ALERT);
    values.put("quietFrom", PreferenceView.hours(preferences.alerts().quietHours().from()));
    values.put("quietUntil", PreferenceView.hours(preferences.alerts().quietHours().until()));
    values.put("alertsPerDay", PreferenceView.alerts(preferences.alerts().perDay()));
    values.put("readerLanguages", Languages.choices(preferences.locale()));
    values.put(
        "unsubscribeUrl", links.unsubscribeUrl(preferences.subscriber(), preferences.newsletter()));
    return values;
  }

  private Optional<Preferences> present(Context ctx) {
    return links
        .preferences(ctx.pathParam("token"))
        .flatMap(named -> subscribers.preferences(named.subscriber(), named.newsletter()));
  }
}
