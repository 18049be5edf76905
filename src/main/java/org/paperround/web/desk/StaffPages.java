package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Invitation;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffChange;
import org.paperround.staff.StaffId;
import org.paperround.staff.StaffMember;
import org.paperround.web.request.Form;

/// Who may sign in, and as what: for admins.
final class StaffPages {
  private final Staff staff;
  private final DeskView view;

  StaffPages(Staff staff, DeskView view) {
    this.staff = staff;
    this.view = view;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/staff", Role.ADMIN, (ctx, visit) -> show(ctx, visit, 200, Typed.NOTHING));
    routes.post("/desk/staff", Role.ADMIN, this::invite);
    routes.post("/desk/staff/{id}/role", Role.ADMIN, this::changeRole);
    routes.post("/desk/staff/{id}/deactivate", Role.ADMIN, this::deactivate);
    routes.post("/desk/staff/{id}/sign-out", Role.ADMIN, this::signOut);
  }

  private void show(Context ctx, DeskVisit visit, int status, Typed typed) {
    List<Line> lines = staff.members().stream().map(member -> line(member, visit)).toList();
    view.show(
        ctx,
        visit,
        status,
        "staff",
        Map.of(
            "members",
            lines,
            "roles",
            Stream.of(Role.values()).map(Role::word).toList(),
            "signInUrl",
            staff.signInUrl(),
            "typed",
            typed));
  }

  private Line line(StaffMember member, DeskVisit visit) {
    return new Line(
        member.id().value(),
        member.name(),
        member.address().toString(),
        member.role().word(),
        member.active(),
        Times.shown(member.invitedAt()),
        member.invitedBy(),
        member.active() ? staff.sessions(member).size() : 0,
        member.id().equals(visit.member().id()));
  }

  private void invite(Context ctx, DeskVisit visit) {
    Form form = Form.read(ctx);
    String name = form.text("name").orElse("");
    String typed = form.text("address").orElse("");
    Role role = role(form, "role");
    switch (AddressCheck.check(typed)) {
      case AddressCheck.Refused(String reason) ->
          show(ctx, visit, 422, new Typed(typed, name, role.word(), reason, ""));
      case AddressCheck.Ok(EmailAddress address) -> {
        Invitation invitation = staff.inviteAnew(address, name, role, visit.name());
        if (invitation instanceof Invitation.Known) {
          String known = "This address can sign in already. Change its role in the list.";
          show(ctx, visit, 409, new Typed(typed, name, role.word(), known, ""));
        } else {
          ctx.redirect("/desk/staff", HttpStatus.SEE_OTHER);
        }
      }
    }
  }

  private void changeRole(Context ctx, DeskVisit visit) {
    Form form = Form.read(ctx);
    Role was = role(form, "was");
    answer(ctx, visit, staff.giveRole(member(ctx).id(), was, role(form, "role"), visit.name()));
  }

  private void deactivate(Context ctx, DeskVisit visit) {
    answer(ctx, visit, staff.deactivate(member(ctx).id(), visit.name()));
  }

  private void answer(Context ctx, DeskVisit visit, StaffChange change) {
    switch (change) {
      case StaffChange.Done(StaffMember _), StaffChange.Same(StaffMember _) ->
          ctx.redirect("/desk/staff", HttpStatus.SEE_OTHER);
      case StaffChange.Overtaken(StaffMember present) ->
          show(ctx, visit, 409, Typed.problem(overtaken(present)));
      case StaffChange.LastAdmin() ->
          show(ctx, visit, 409, Typed.problem("Nothing was changed: nobody else is an admin."));
      case StaffChange.Unknown() -> throw new NotFoundResponse();
    }
  }

  private static String overtaken(StaffMember present) {
    return "Nothing was changed: somebody else changed "
        + present.shownName()
        + " meanwhile, who "
        + (present.active() ? "is " + present.role().word() : "may not sign in")
        + " now. Look again.";
  }

  private void signOut(Context ctx, DeskVisit visit) {
    staff.endAll(member(ctx), visit.name());
    ctx.redirect("/desk/staff", HttpStatus.SEE_OTHER);
  }

  private StaffMember member(Context ctx) {
    return Form.id(ctx, "id")
        .flatMap(id -> staff.member(new StaffId(id)))
        .orElseThrow(NotFoundResponse::new);
  }

  private static Role role(Form form, String field) {
    return form.text(field).flatMap(Role::of).orElseThrow(UnprocessableContentResponse::new);
  }

  /// A member as the page shows them.
  record Line(
      long id,
      String name,
      String address,
      String role,
      boolean active,
      String invitedAt,
      String invitedBy,
      int sessions,
      boolean me) {}

  /// What the form shows again, and why; `problem`: of an act in the list.
  record Typed(String address, String name, String role, String error, String problem) {
    static final Typed NOTHING = problem("");

    static Typed problem(String why) {
      return new Typed("", "", "editor", "", why);
    }
  }
}
