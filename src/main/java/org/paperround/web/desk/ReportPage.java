package org.paperround.web.desk;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.EditionReport;
import org.paperround.edition.Edition;
import org.paperround.edition.Editions;
import org.paperround.edition.Pool;
import org.paperround.staff.Role;

/// The report of an edition: what became of it, once it has an audience.
final class ReportPage {
  private final DeskView view;
  private final EditionModel model;
  private final Editions editions;
  private final Deliveries deliveries;

  ReportPage(DeskPages.Parts parts, DeskView view, EditionModel model) {
    this.view = view;
    this.model = model;
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/report", Role.VIEWER, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    Edition edition = model.edition(ctx);
    EditionWords words = model.words(edition);
    Pool pool = editions.pool(edition.id());
    EditionReport report = deliveries.report(edition);
    Instant counted = report.counted();
    Map<String, Object> values = new HashMap<>();
    values.put("edition", edition);
    values.put("title", model.title(edition));
    values.put("date", EditionModel.date(edition));
    values.put("state", words.state());
    values.put("run", model.run(edition, words));
    values.put("subjects", SubjectView.of(edition, pool, deliveries.subjects(edition)));
    values.put("report", ReportView.of(report, pool));
    values.put("counted", counted == null ? "" : words.at(counted));
    view.show(ctx, visit, 200, "report", values);
  }
}
