package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.LinkFault;
import org.paperround.staff.Secrets;
import org.paperround.staff.SignInLink;
import org.paperround.staff.SignInOutcome;
import org.paperround.staff.SignInRequest;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffMember;
import org.paperround.web.request.AcceptedLanguage;
import org.paperround.web.request.Form;
import org.paperround.web.request.RateLimit;
import org.paperround.web.request.TrustedProxies;

/// Signing in by a link in a mail: asking for it, and using it. The link shows a button, so that
/// programs which read mails and follow links do not use it up. Whoever asks gets the same answer
/// for every address.
final class SignInPages {
  private final Staff staff;
  private final DeskView view;
  private final DeskCookies cookies;
  private final DeskDoor door;
  private final TrustedProxies proxies;
  private final RateLimit networks;

  SignInPages(
      DeskConfig config, DeskPages.Parts parts, DeskView view, DeskCookies cookies, DeskDoor door) {
    this.staff = parts.staff();
    this.view = view;
    this.cookies = cookies;
    this.door = door;
    this.proxies = config.proxies();
    this.networks = new RateLimit(parts.clock(), config.linksPerNetwork());
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/sign-in", this::form);
    routes.post("/desk/sign-in", this::ask);
    routes.get("/desk/sign-in/sent", ctx -> view.show(ctx, 200, "sent", Map.of()));
    routes.get("/desk/sign-in/{token}", this::link);
    routes.post("/desk/sign-in/{token}", this::signIn);
  }

  private void form(Context ctx) {
    String back = BackPath.of(Form.ofQuery(ctx).text("back"));
    if (door.visit(ctx).isPresent()) {
      ctx.redirect(back, HttpStatus.SEE_OTHER);
    } else {
      showForm(ctx, 200, back, "", "");
    }
  }

  private void showForm(Context ctx, int status, String back, String address, String error) {
    view.show(
        ctx,
        status,
        "sign-in",
        Map.of(
            "back",
            back,
            "address",
            address,
            "error",
            error,
            "provider",
            staff.openIdName().orElse(""),
            "openId",
            BackPath.openId(back)));
  }

  private void ask(Context ctx) {
    Form form = Form.read(ctx);
    String back = BackPath.of(form.text("back"));
    String typed = form.text("address").orElse("");
    switch (AddressCheck.check(typed)) {
      case AddressCheck.Refused(String reason) -> showForm(ctx, 422, back, typed, reason);
      case AddressCheck.Ok(EmailAddress address) -> {
        if (networks.allows(proxies.network(ctx))) {
          mail(ctx, address, back);
        } else {
          showForm(
              ctx, 429, back, typed, "Too many links were asked for from here. Try in an hour.");
        }
      }
    }
  }

  /// A browser that asks twice keeps its secret, so that the first mail works as well.
  private void mail(Context ctx, EmailAddress address, String back) {
    String secret = cookies.browser(ctx).orElseGet(Secrets::next);
    staff.ask(new SignInRequest(address, secret, back, AcceptedLanguage.of(ctx)));
    cookies.browser(ctx, secret, Staff.LINK_LIFETIME);
    ctx.redirect("/desk/sign-in/sent", HttpStatus.SEE_OTHER);
  }

  private void link(Context ctx) {
    switch (staff.link(ctx.pathParam("token"), cookies.browser(ctx).orElse(""))) {
      case SignInLink.Ready(StaffMember member, String _) ->
          view.show(
              ctx,
              200,
              "link",
              Map.of("name", member.shownName(), "address", member.address().toString()));
      case SignInLink.Refused(LinkFault fault) -> refuse(ctx, fault);
    }
  }

  private void signIn(Context ctx) {
    String secret = cookies.browser(ctx).orElse("");
    switch (staff.signIn(ctx.pathParam("token"), secret, proxies.network(ctx))) {
      case SignInOutcome.SignedIn(String token, StaffMember _, String back) ->
          door.letIn(ctx, token, back);
      case SignInOutcome.Refused(LinkFault fault) -> refuse(ctx, fault);
    }
  }

  private void refuse(Context ctx, LinkFault fault) {
    view.show(ctx, 410, "no-link", Map.of("fault", fault.name()));
  }
}
