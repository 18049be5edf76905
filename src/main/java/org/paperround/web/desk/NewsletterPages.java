package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.database.Witness;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.web.request.Form;

/// The newsletters on offer: seen by all, made and changed by admins, who are shown what a change
/// does before it is saved.
final class NewsletterPages {
  private static final int VERSION_BYTES = 16;

  private final DeskView view;
  private final Newsletters newsletters;
  private final Staff staff;
  private final ThemeChoice themes;
  private final InstantSource clock;
  private final NewsletterMail mail;

  NewsletterPages(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.newsletters = parts.newsletters();
    this.staff = parts.staff();
    this.themes = parts.themes();
    this.clock = parts.clock();
    this.mail = new NewsletterMail(parts);
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/newsletters", Role.VIEWER, this::list);
    routes.get("/desk/newsletters/{slug}", Role.VIEWER, this::show);
    routes.post("/desk/newsletters/{slug}", Role.ADMIN, this::change);
    routes.get("/desk/new-newsletter", Role.ADMIN, this::ask);
    routes.post("/desk/new-newsletter", Role.ADMIN, this::add);
    mail.register(routes);
  }

  private void list(Context ctx, DeskVisit visit) {
    List<Line> lines = newsletters.all().stream().map(NewsletterPages::line).toList();
    view.show(
        ctx,
        visit,
        200,
        "newsletters",
        Map.of("newsletters", lines, "mayChange", visit.allows(Role.ADMIN)));
  }

  private static Line line(Newsletter newsletter) {
    return new Line(
        newsletter.slug(),
        newsletter.name(),
        ScheduleWords.of(newsletter),
        newsletter.active() ? "" : "not on offer",
        NewsletterFields.said(newsletter.approval()),
        newsletter.look());
  }

  private void show(Context ctx, DeskVisit visit) {
    Newsletter newsletter = newsletter(ctx);
    page(ctx, visit, 200, new Page(newsletter, NewsletterTexts.of(newsletter), Map.of(), false));
  }

  private void ask(Context ctx, DeskVisit visit) {
    Newsletter model = model(Form.ofQuery(ctx));
    page(ctx, visit, 200, new Page(model, NewsletterTexts.of(model), Map.of(), true));
  }

  /// A new one has neither name nor description of another.
  private Newsletter model(Form form) {
    boolean alert = form.text("kind").filter("alert"::equals).isPresent();
    Newsletter model = newsletters.model(alert ? Newsletter.Kind.ALERT : Newsletter.Kind.DIGEST);
    Map<String, String> texts = NewsletterTexts.of(model);
    List.of("slug", "name", "description").forEach(name -> texts.put(name, ""));
    return NewsletterReading.of(texts, model).newsletter();
  }

  private void change(Context ctx, DeskVisit visit) {
    Newsletter newsletter = newsletter(ctx);
    Form form = Form.read(ctx);
    Map<String, String> typed = FieldGroup.typed(form, NewsletterTexts.of(newsletter).keySet());
    typed.put("slug", newsletter.slug());
    answer(ctx, visit, form, new Typed(newsletter, typed, false));
  }

  private void add(Context ctx, DeskVisit visit) {
    Form form = Form.read(ctx);
    Newsletter model = model(form);
    Map<String, String> typed = FieldGroup.typed(form, NewsletterTexts.of(model).keySet());
    answer(ctx, visit, form, new Typed(model, typed, true));
  }

  /// Saved if it is right and was not only to be looked at.
  private void answer(Context ctx, DeskVisit visit, Form form, Typed typed) {
    NewsletterReading.Read read = NewsletterReading.of(typed.texts(), typed.before());
    Map<String, String> faults = new HashMap<>(read.faults());
    Newsletter newsletter = read.newsletter();
    if (typed.fresh() && newsletters.bySlug(newsletter.slug()).isPresent()) {
      faults.put("slug", "There is a newsletter of this short name already.");
    }
    if (!newsletter.look().equals(typed.before().look())) {
      themes.problems(newsletter.look()).stream()
          .findFirst()
          .ifPresent(problem -> faults.put("theme", "The theme is broken: " + problem));
    }
    boolean look = form.text("step").filter("look"::equals).isPresent();
    boolean stale =
        form.text("version").filter(seen -> !seen.equals(version(typed.before()))).isPresent();
    if (stale && faults.isEmpty()) {
      page(ctx, visit, 409, new Page(newsletter, typed, faults));
      return;
    }
    if (look || !faults.isEmpty()) {
      page(ctx, visit, look && faults.isEmpty() ? 200 : 422, new Page(newsletter, typed, faults));
      return;
    }
    newsletters.define(newsletter, witness(visit));
    ctx.redirect("/desk/newsletters/" + newsletter.slug() + "?saved=1", HttpStatus.SEE_OTHER);
  }

  private Witness<Newsletters.Defined> witness(DeskVisit visit) {
    return (handle, defined) -> {
      Newsletter after = defined.after();
      boolean fresh = defined.before().isEmpty();
      List<FieldChange> changes =
          defined.before().map(before -> changes(before, after)).orElse(List.of());
      if (fresh || !changes.isEmpty()) {
        staff.audit(
            handle,
            visit.name(),
            fresh ? "made a newsletter" : "changed a newsletter",
            "newsletter " + after.slug(),
            fresh ? Map.of() : FieldChange.before(changes),
            fresh ? NewsletterTexts.of(after) : FieldChange.after(changes));
      }
    };
  }

  private void page(Context ctx, DeskVisit visit, int status, Page page) {
    Newsletter newsletter = page.newsletter();
    Map<String, Object> values = new HashMap<>();
    values.put("newsletter", newsletter);
    values.put("fresh", page.fresh());
    values.put("title", page.title());
    values.put("kind", FieldGroup.word(newsletter.kind()));
    values.put("schedule", ScheduleWords.of(newsletter));
    values.put("next", ScheduleWords.next(newsletter, clock.instant()));
    values.put(
        "groups", NewsletterFields.of(page.texts(), page.faults(), themes.names(), page.fresh()));
    values.put("changes", page.changes());
    values.put("looked", page.looked());
    values.put("wrong", !page.faults().isEmpty());
    values.put("stale", status == 409);
    values.put(
        "version", newsletters.bySlug(newsletter.slug()).map(NewsletterPages::version).orElse(""));
    values.put("saved", Form.ofQuery(ctx).has("saved"));
    values.put("mayChange", visit.allows(Role.ADMIN));
    values.put("mail", page.fresh() ? "" : mail.address(newsletter, page.sound()).orElse(""));
    PreviewPages.allowFrame(ctx);
    view.show(ctx, visit, status, "newsletter", values);
  }

  private Newsletter newsletter(Context ctx) {
    return newsletters.bySlug(ctx.pathParam("slug")).orElseThrow(NotFoundResponse::new);
  }

  /// Another when anything that the form holds was changed.
  private static String version(Newsletter newsletter) {
    return Sha256.hex(NewsletterTexts.of(newsletter).values(), VERSION_BYTES);
  }

  private static List<FieldChange> changes(Newsletter before, Newsletter after) {
    return FieldChange.between(
        NewsletterFields.ASKS, NewsletterTexts.of(before), NewsletterTexts.of(after));
  }

  /// What was typed over what; `fresh`: of a new one.
  private record Typed(Newsletter before, Map<String, String> texts, boolean fresh) {}

  /// `looked`: what a change would do is asked for; then `changes` are shown.
  private record Page(
      Newsletter newsletter,
      Map<String, String> texts,
      Map<String, String> faults,
      List<FieldChange> changes,
      boolean looked,
      boolean fresh) {
    /// The changes, if they could be saved.
    List<FieldChange> sound() {
      return faults.isEmpty() ? changes : List.of();
    }

    String title() {
      if (!fresh) {
        return newsletter.name();
      }
      return switch (newsletter.kind()) {
        case DIGEST -> "New digest";
        case ALERT -> "New alerts";
      };
    }

    Page(
        Newsletter newsletter,
        Map<String, String> texts,
        Map<String, String> faults,
        boolean fresh) {
      this(newsletter, texts, faults, List.of(), false, fresh);
    }

    Page(Newsletter newsletter, Typed typed, Map<String, String> faults) {
      this(
          newsletter,
          typed.texts(),
          faults,
          NewsletterPages.changes(typed.before(), newsletter),
          faults.isEmpty(),
          typed.fresh());
    }
  }

  /// As the list shows one.
  record Line(
      String slug, String name, String schedule, String note, String approval, String theme) {}
}
