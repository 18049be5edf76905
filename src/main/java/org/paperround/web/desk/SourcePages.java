package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceDesk;
import org.paperround.article.SourceDraft;
import org.paperround.article.SourceHealth;
import org.paperround.article.SourceId;
import org.paperround.article.SourceListing;
import org.paperround.article.SourceReading;
import org.paperround.article.SourceSaving;
import org.paperround.article.SourceTrial;
import org.paperround.platform.database.Witness;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.web.request.Form;

/// The sources: seen and tried by editors, made, changed and paused by admins, who can also try
/// what they typed before it is saved.
final class SourcePages {
  private static final String NOT_SAVED = "Nothing was saved: something below is not right yet.";
  private static final String OVERTAKEN =
      "Somebody else changed this source since you opened it, so nothing was saved. What you typed"
          + " stands below; saving it now would change what the table says.";
  private static final String BUSY =
      "Two sources are being tried just now, which is as many as may be at one time. Wait a"
          + " moment, and try it again.";

  private final DeskView view;
  private final SourceDesk sources;
  private final Staff staff;
  private final InstantSource clock;

  SourcePages(DeskPages.Parts parts, DeskView view) {
    this.view = view;
    this.sources = parts.articles().sourceDesk();
    this.staff = parts.staff();
    this.clock = parts.clock();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/sources", Role.EDITOR, this::list);
    routes.get("/desk/sources/new", Role.ADMIN, this::ask);
    routes.post("/desk/sources/new", Role.ADMIN, this::add);
    routes.get("/desk/sources/{id}", Role.EDITOR, this::show);
    routes.post("/desk/sources/{id}", Role.ADMIN, this::change);
    routes.post("/desk/sources/{id}/try", Role.EDITOR, this::tryStored);
    routes.post("/desk/sources/{id}/pause", Role.ADMIN, this::pause);
    routes.post("/desk/sources/{id}/resume", Role.ADMIN, this::resume);
  }

  private void list(Context ctx, DeskVisit visit) {
    Form form = Form.ofQuery(ctx);
    String text = form.text("find").orElse("");
    String word = form.text("show").orElse("all");
    SourceListing.State state =
        Arrays.stream(SourceListing.State.values())
            .filter(each -> each.name().equalsIgnoreCase(word))
            .findFirst()
            .orElse(SourceListing.State.ALL);
    int page = form.number("page").map(asked -> Math.clamp(asked, 1, 100_000)).orElse(1);
    SourceListing listing = sources.list(text, state, page);
    Map<String, Object> values = new HashMap<>();
    values.put("listing", listing);
    values.put("sources", listing.lines().stream().map(SourceView::line).toList());
    values.put("sentence", SourceView.sentence(listing.counts()));
    values.put("find", text);
    values.put("show", FieldGroup.word(state));
    String query =
        "/desk/sources?show=" + FieldGroup.word(state) + "&find=" + Query.encoded(text) + "&page=";
    values.put("before", listing.page() > 1 ? query + (listing.page() - 1) : "");
    values.put("after", listing.page() < listing.pages() ? query + (listing.page() + 1) : "");
    values.put("mayChange", visit.allows(Role.ADMIN));
    view.show(ctx, visit, 200, "sources", values);
  }

  private void show(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, Page.of(source(ctx)));
  }

  private void ask(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, Page.of(Optional.empty(), SourceDraft.standard(), ""));
  }

  private void add(Context ctx, DeskVisit visit) {
    Form form = Form.read(ctx);
    SourceDraft typed = new SourceDraft(FieldGroup.typed(form, SourceDraft.FIELDS));
    answer(ctx, visit, form, Page.of(Optional.empty(), typed, ""));
  }

  private void change(Context ctx, DeskVisit visit) {
    SourceHealth source = source(ctx);
    Form form = Form.read(ctx);
    Map<String, String> typed = FieldGroup.typed(form, SourceDraft.FIELDS);
    typed.put("slug", source.slug());
    String version = form.text("version").orElse("");
    answer(ctx, visit, form, Page.of(Optional.of(source), new SourceDraft(typed), version));
  }

  private void answer(Context ctx, DeskVisit visit, Form form, Page page) {
    switch (page.typed().read(page.source().map(SourceHealth::url).orElse(""))) {
      case SourceReading.Wrong(Map<String, String> faults) ->
          show(ctx, visit, 422, page.with(faults));
      case SourceReading.Right(SourceDefinition definition) -> {
        switch (form.text("step").orElse("save")) {
          case "look" -> look(ctx, visit, page, definition);
          case "try" -> tryTyped(ctx, visit, page, definition);
          default -> save(ctx, visit, page, definition);
        }
      }
    }
  }

  private void look(Context ctx, DeskVisit visit, Page page, SourceDefinition definition) {
    boolean overtaken =
        page.source()
            .map(SourceDraft::of)
            .filter(present -> !present.version().equals(page.version()))
            .isPresent();
    Page looked = page.changing(SourceDraft.of(definition));
    if (overtaken) {
      show(ctx, visit, 409, looked.upToDate().saying(OVERTAKEN));
    } else {
      show(ctx, visit, 200, looked);
    }
  }

  private void save(Context ctx, DeskVisit visit, Page page, SourceDefinition definition) {
    Witness<SourceSaving.Saved> witness = witness(visit, page.fresh());
    SourceSaving saving =
        page.source().isPresent()
            ? sources.change(page.id().orElseThrow(), page.version(), definition, witness)
            : sources.add(definition, witness);
    switch (saving) {
      case SourceSaving.Saved saved ->
          ctx.redirect("/desk/sources/" + saved.id() + "?said=saved", HttpStatus.SEE_OTHER);
      case SourceSaving.Taken(String field, String sentence) ->
          show(ctx, visit, 422, page.with(Map.of(field, sentence)));
      case SourceSaving.Overtaken(SourceHealth present) ->
          show(
              ctx,
              visit,
              409,
              page.over(present).changing(SourceDraft.of(definition)).saying(OVERTAKEN));
      case SourceSaving.Unknown() -> throw new NotFoundResponse();
    }
  }

  private Witness<SourceSaving.Saved> witness(DeskVisit visit, boolean fresh) {
    return (handle, saved) -> {
      List<FieldChange> changes =
          FieldChange.between(SourceFields.ASKS, saved.before().texts(), saved.after().texts());
      if (!changes.isEmpty()) {
        staff.audit(
            handle,
            visit.name(),
            fresh ? "made a source" : "changed a source",
            subject(saved.after().text("slug")),
            fresh ? Map.of() : FieldChange.before(changes),
            FieldChange.after(changes));
      }
    };
  }

  private static String subject(String slug) {
    return "source " + slug;
  }

  private void tryStored(Context ctx, DeskVisit visit) {
    SourceHealth source = source(ctx);
    show(ctx, visit, Page.of(source), sources.tryOut(source));
  }

  /// Noted before anything is fetched: it can be any address.
  private void tryTyped(Context ctx, DeskVisit visit, Page page, SourceDefinition definition) {
    Map<String, String> given = new LinkedHashMap<>(SourceDraft.of(definition).texts());
    given.values().removeIf(String::isEmpty);
    staff.looked(visit.name(), "tried a source", subject(definition.slug()), given);
    show(ctx, visit, page, sources.tryOut(definition, page.id()));
  }

  private void show(Context ctx, DeskVisit visit, Page page, SourceTrial trial) {
    switch (trial) {
      case SourceTrial.Busy() -> show(ctx, visit, 429, page.saying(BUSY));
      case SourceTrial.Failed failed -> show(ctx, visit, 200, page.tried(SourceView.tried(failed)));
      case SourceTrial.Read read -> show(ctx, visit, 200, page.tried(SourceView.tried(read)));
    }
  }

  private void pause(Context ctx, DeskVisit visit) {
    SourceHealth source = source(ctx);
    sources.pause(
        new SourceId(source.id()),
        (handle, paused) ->
            staff.audit(
                handle,
                visit.name(),
                "paused a source",
                subject(paused.slug()),
                Map.of("active", true),
                Map.of("active", false)));
    ctx.redirect("/desk/sources/" + source.id() + "?said=paused", HttpStatus.SEE_OTHER);
  }

  private void resume(Context ctx, DeskVisit visit) {
    SourceHealth source = source(ctx);
    sources.resume(
        new SourceId(source.id()),
        (handle, resumed) ->
            staff.audit(
                handle,
                visit.name(),
                "resumed a source",
                subject(resumed.slug()),
                Map.of("active", false),
                Map.of("active", true)));
    ctx.redirect("/desk/sources/" + source.id() + "?said=resumed", HttpStatus.SEE_OTHER);
  }

  private void show(Context ctx, DeskVisit visit, int status, Page page) {
    Map<String, Object> values = new HashMap<>();
    page.source()
        .ifPresent(source -> {
          values.put("source", source);
          values.put(
              "sentences", SourceView.sentences(source, sources.flow(source), clock.instant()));
          values.put("failing", SourceView.problem(source));
        });
    values.put("fresh", page.fresh());
    values.put("title", page.source().map(SourceHealth::name).orElse("New source"));
    values.put("version", page.version());
    values.put("problem", page.problem());
    values.put("said", said(Form.ofQuery(ctx)));
    values.put("looked", page.changes().isPresent());
    values.put("changes", page.changes().orElse(List.of()));
    page.tried().ifPresent(tried -> values.put("tried", tried));
    values.put("groups", SourceFields.of(page.typed().texts(), page.faults(), page.fresh()));
    values.put("mayChange", visit.allows(Role.ADMIN));
    view.show(ctx, visit, status, "source", values);
  }

  private static String said(Form query) {
    return switch (query.text("said").orElse("")) {
      case "saved" -> "It is saved.";
      case "paused" -> "It is paused.";
      case "resumed" -> "It is read again, from now on.";
      default -> "";
    };
  }

  private SourceHealth source(Context ctx) {
    return Form.id(ctx, "id")
        .flatMap(id -> sources.find(new SourceId(id)))
        .orElseThrow(NotFoundResponse::new);
  }

  /// What is shown: the source as it is stored, empty for a new one, and what was typed over its
  /// `version`. `changes` are there when they were asked for.
  private record Page(
      Optional<SourceHealth> source,
      SourceDraft typed,
      String version,
      Map<String, String> faults,
      Optional<List<FieldChange>> changes,
      Optional<SourceView.Tried> tried,
      String problem) {
    static Page of(Optional<SourceHealth> source, SourceDraft typed, String version) {
      return new Page(source, typed, version, Map.of(), Optional.empty(), Optional.empty(), "");
    }

    static Page of(SourceHealth source) {
      SourceDraft stored = SourceDraft.of(source);
      return of(Optional.of(source), stored, stored.version());
    }

    boolean fresh() {
      return source.isEmpty();
    }

    Optional<SourceId> id() {
      return source.map(SourceHealth::id).map(SourceId::new);
    }

    Page with(Map<String, String> wrong) {
      return new Page(source, typed, version, wrong, changes, tried, NOT_SAVED);
    }

    Page saying(String why) {
      return new Page(source, typed, version, faults, changes, tried, why);
    }

    Page tried(SourceView.Tried result) {
      return new Page(source, typed, version, faults, changes, Optional.of(result), problem);
    }

    /// What saving this would change.
    Page changing(SourceDraft after) {
      Map<String, String> before =
          source.map(SourceDraft::of).map(SourceDraft::texts).orElse(Map.of());
      List<FieldChange> found = FieldChange.between(SourceFields.ASKS, before, after.texts());
      return new Page(source, typed, version, faults, Optional.of(found), tried, problem);
    }

    /// Over the source as it is now: who saves this has seen that.
    Page over(SourceHealth present) {
      return new Page(Optional.of(present), typed, version, faults, changes, tried, problem)
          .upToDate();
    }

    Page upToDate() {
      String now = source.map(SourceDraft::of).map(SourceDraft::version).orElse(version);
      return new Page(source, typed, now, faults, changes, tried, problem);
    }
  }
}
