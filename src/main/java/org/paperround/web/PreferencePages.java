package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;
import org.paperround.web.request.Form;

/// `/p/TOKEN`: what a reader gets, and when, on one page without a password. GET shows, POST saves;
/// what was saved can be undone.
final class PreferencePages {
  private final Pages pages;
  private final Newsletters newsletters;
  private final Subscribers subscribers;
  private final SignedReader readers;
  private final Visitor visitor;
  private final PreferenceValues values;

  PreferencePages(
      Pages pages,
      Newsletters newsletters,
      Subscribers subscribers,
      ReaderLinks links,
      Visitor visitor,
      OfferedInterests offered) {
    this.pages = pages;
    this.newsletters = newsletters;
    this.subscribers = subscribers;
    this.readers = new SignedReader(subscribers::ofPreferencesLink, subscribers);
    this.visitor = visitor;
    this.values = new PreferenceValues(pages, subscribers, links, offered);
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}", this::show);
    routes.head("/p/{token}", this::show);
    routes.post("/p/{token}", this::save);
    routes.post("/p/{token}/undo", this::undo);
    routes.post("/p/{token}/newsletters", this::join);
  }

  private void show(Context ctx) {
    Optional<Preferences> present = readers.of(ctx);
    if (present.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, present.get().locale());
    Newsletter newsletter = newsletters.get(present.get().newsletter());
    if (!present.get().subscribed()) {
      pages.sayAndOfferSignUp(ctx, 200, locale, "unsubscribe.already", newsletter.name());
      return;
    }
    show(ctx, 200, new Shown(present.get(), newsletter, locale, null));
  }

  private void save(Context ctx) {
    Form form = Form.read(ctx);
    Optional<Preferences> present = readers.subscribed(ctx);
    if (present.isEmpty()) {
      show(ctx);
      return;
    }
    Newsletter newsletter = newsletters.get(present.get().newsletter());
    Locale locale = Languages.of(ctx, present.get().locale());
    switch (PreferenceForm.read(form, present.get(), newsletter.maxStories(), visitor.now())) {
      case PreferenceForm.Result.Ok(Preferences wanted) ->
          saved(ctx, subscribers.changePreferences(wanted, visitor.provenance(ctx, "link", "/p/")));
      case PreferenceForm.Result.Refused(PreferenceForm.Field field, Preferences kept) ->
          show(ctx, 422, new Shown(kept, newsletter, locale, field));
      case PreferenceForm.Result.Malformed _ -> pages.say(ctx, 422, locale, "error.422");
    }
  }

  private void undo(Context ctx) {
    Optional<Long> change = Form.read(ctx).number("change");
    Optional<Preferences> present = readers.subscribed(ctx);
    if (present.isEmpty() || change.isEmpty()) {
      show(ctx);
      return;
    }
    saved(
        ctx,
        subscribers.undo(
            SignedReader.named(present.get()),
            change.get(),
            visitor.provenance(ctx, "link", "/p/")));
  }

  /// One more newsletter, without a mail that asks whether it is really them: the link came by one.
  private void join(Context ctx) {
    String slug = Form.read(ctx).text("newsletter").orElse("");
    Optional<Preferences> present = readers.subscribed(ctx);
    Optional<Newsletter> wanted =
        offers().stream().filter(offer -> offer.slug().equals(slug)).findFirst();
    if (present.isEmpty() || wanted.isEmpty()) {
      show(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, present.get().locale());
    boolean begun =
        subscribers.join(
            present.get().subscriber(),
            wanted.get().id(),
            pages.text(locale, "preferences.join.wording", wanted.get().name()),
            visitor.provenance(ctx, "link", "/p/"));
    ctx.redirect(
        SignedReader.path(ctx) + (begun ? "?joined=" + slug : "?asked=" + slug),
        HttpStatus.SEE_OTHER);
  }

  /// Leads back to the page, which says so and offers to undo that change.
  static void saved(Context ctx, OptionalLong change) {
    String number = change.isPresent() ? Long.toString(change.getAsLong()) : "";
    ctx.redirect(SignedReader.path(ctx) + "?saved=" + number, HttpStatus.SEE_OTHER);
  }

  private void show(Context ctx, int status, Shown shown) {
    Map<String, Object> all =
        values.of(shown.preferences(), shown.newsletter(), shown.locale(), visitor.now());
    all.put("smooth", true);
    all.put("path", SignedReader.path(ctx));
    all.put("saved", ctx.queryParam("saved") != null);
    all.put("change", changed(ctx));
    all.put("joined", named(ctx.queryParam("joined")));
    all.put("asked", named(ctx.queryParam("asked")));
    all.put("noDay", shown.wrong() == PreferenceForm.Field.DAYS);
    all.put("noDate", shown.wrong() == PreferenceForm.Field.PAUSE);
    if (shown.wrong() == PreferenceForm.Field.DAYS) {
      all.put("days", PreferenceView.days(Set.of(), shown.locale()));
      all.put("frequency", "days");
    }
    if (shown.wrong() == PreferenceForm.Field.PAUSE) {
      all.put("pause", "date");
    }
    Set<NewsletterId> coming =
        Set.copyOf(subscribers.subscribedTo(shown.preferences().subscriber()));
    all.put("others", values.others(offers(), coming, shown.preferences()));
    pages.show(ctx, status, "preferences", shown.locale(), all);
  }

  private List<Newsletter> offers() {
    return newsletters.all().stream().filter(Newsletter::active).toList();
  }

  /// The name of the newsletter with this slug; empty when there is none.
  private String named(@Nullable String slug) {
    return offers().stream()
        .filter(offer -> offer.slug().equals(slug))
        .map(Newsletter::name)
        .findFirst()
        .orElse("");
  }

  private static String changed(Context ctx) {
    return Optional.ofNullable(ctx.queryParam("saved"))
        .flatMap(Form::whole)
        .map(String::valueOf)
        .orElse("");
  }

  /// `wrong`: the field that has to be filled in anew.
  private record Shown(
      Preferences preferences,
      Newsletter newsletter,
      Locale locale,
      PreferenceForm.@Nullable Field wrong) {}
}
