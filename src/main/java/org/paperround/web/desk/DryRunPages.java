package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.delivery.DryRun;
import org.paperround.delivery.DryRuns;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;

/// The dry run of an edition over its whole audience: begun, watched, stopped, and what it found.
final class DryRunPages {
  private final DeskView view;
  private final EditionModel model;
  private final Newsletters newsletters;
  private final Editions editions;
  private final DryRuns dryRuns;

  DryRunPages(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.newsletters = parts.newsletters();
    this.editions = parts.editions();
    this.dryRuns = parts.dryRuns();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/dry-run", Role.VIEWER, this::show);
    routes.post("/desk/editions/{id}/dry-run", Role.EDITOR, this::start);
    routes.post("/desk/editions/{id}/dry-run/cancel", Role.EDITOR, this::cancel);
  }

  private void show(Context ctx, DeskVisit visit) {
    show(ctx, visit, 200, model.edition(ctx), "");
  }

  private void show(Context ctx, DeskVisit visit, int status, Edition edition, String problem) {
    Optional<DryRun> latest = dryRuns.latest(edition.id());
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("title", model.title(edition));
    values.put("problem", problem);
    values.put("refusal", dryRuns.refusal(edition).orElse(""));
    Optional<DryRunView> run =
        latest.map(last -> DryRunView.of(last, edition, stories(edition), model.words(edition)));
    values.put("run", run);
    values.put("live", run.filter(DryRunView::running).isPresent());
    values.put(
        "found",
        latest
            .flatMap(DryRun::found)
            .map(found -> FindingsView.of(found, newsletters.get(edition.newsletter()).zone())));
    view.show(ctx, visit, status, "dry-run", values);
  }

  private Set<Long> stories(Edition edition) {
    return editions.pool(edition.id()).cards().stream()
        .filter(Card::usable)
        .map(card -> card.story().value())
        .collect(Collectors.toSet());
  }

  private void start(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    switch (dryRuns.start(edition, visit.name())) {
      case DryRun.Start.Begun() -> back(ctx, edition);
      case DryRun.Start.Refused(String why) -> show(ctx, visit, 409, edition, why);
    }
  }

  /// One that has ended by itself meanwhile shows what it found.
  private void cancel(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    dryRuns.cancel(edition.id());
    back(ctx, edition);
  }

  private static void back(Context ctx, Edition edition) {
    ctx.redirect("/desk/editions/" + edition.id() + "/dry-run", HttpStatus.SEE_OTHER);
  }
}
