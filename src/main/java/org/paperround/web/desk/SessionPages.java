package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import org.paperround.staff.Role;
import org.paperround.staff.SessionId;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffSession;
import org.paperround.web.request.Form;

/// Where somebody is signed in, and signing out: here, there, everywhere.
final class SessionPages {
  private final Staff staff;
  private final DeskView view;
  private final DeskCookies cookies;

  SessionPages(Staff staff, DeskView view, DeskCookies cookies) {
    this.staff = staff;
    this.view = view;
    this.cookies = cookies;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/sessions", Role.VIEWER, this::list);
    routes.post("/desk/sessions/{id}/end", Role.VIEWER, this::end);
    routes.post("/desk/sessions/end-all", Role.VIEWER, this::endAll);
    routes.post("/desk/sign-out", Role.VIEWER, this::signOut);
  }

  private void list(Context ctx, DeskVisit visit) {
    List<Line> lines =
        staff.sessions(visit.member()).stream().map(session -> line(session, visit)).toList();
    view.show(ctx, visit, 200, "sessions", Map.of("sessions", lines));
  }

  private static Line line(StaffSession session, DeskVisit visit) {
    return new Line(
        session.id().value(),
        session.network(),
        Times.shown(session.createdAt()),
        Times.shown(session.seenAt()),
        Times.shown(session.expiresAt()),
        session.id().equals(visit.session().id()));
  }

  /// One that is over already, or somebody else's, is left as it is; the page shows what is left.
  private void end(Context ctx, DeskVisit visit) {
    Form.id(ctx, "id").ifPresent(id -> staff.end(visit.member(), new SessionId(id), visit.name()));
    ctx.redirect("/desk/sessions", HttpStatus.SEE_OTHER);
  }

  private void endAll(Context ctx, DeskVisit visit) {
    staff.endAll(visit.member(), visit.name());
    leave(ctx);
  }

  private void signOut(Context ctx, DeskVisit visit) {
    staff.end(visit.member(), visit.session().id(), visit.name());
    leave(ctx);
  }

  private void leave(Context ctx) {
    cookies.endSession(ctx);
    ctx.redirect("/desk/sign-in", HttpStatus.SEE_OTHER);
  }

  /// A session as the page shows it.
  record Line(
      long id, String network, String since, String seen, String until, boolean thisBrowser) {}
}
