package org.paperround.web.desk;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.web.request.Form;

/// Who did what, the newest first: for admins.
final class AuditPage {
  private static final int MOST = 200;

  private final Staff staff;
  private final DeskView view;

  AuditPage(Staff staff, DeskView view) {
    this.staff = staff;
    this.view = view;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/audit", Role.ADMIN, this::show);
  }

  private void show(Context ctx, DeskVisit visit) {
    Optional<String> subject = Form.ofQuery(ctx).text("subject");
    List<AuditEntry> entries =
        subject.map(wanted -> staff.audited(wanted, MOST)).orElseGet(() -> staff.audited(MOST));
    view.show(
        ctx,
        visit,
        200,
        "audit",
        Map.of(
            "entries", entries.stream().map(AuditPage::line).toList(),
            "subject", subject.orElse(""),
            "most", MOST));
  }

  private static Line line(AuditEntry entry) {
    return new Line(
        Times.shown(entry.at()),
        entry.actor(),
        entry.action(),
        entry.subject(),
        "/desk/audit?subject=" + URLEncoder.encode(entry.subject(), StandardCharsets.UTF_8),
        said(entry.before()),
        said(entry.after()));
  }

  private static String said(String json) {
    return json.equals("{}") ? "" : json;
  }

  /// An entry as the page shows it.
  record Line(
      String at,
      String actor,
      String action,
      String subject,
      String path,
      String before,
      String after) {}
}
