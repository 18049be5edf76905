package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.paperround.staff.OpenIdOutcome;
import org.paperround.staff.Secrets;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffMember;
import org.paperround.staff.openid.OpenIdFault;
import org.paperround.staff.openid.OpenIdStart;
import org.paperround.web.request.Form;
import org.paperround.web.request.RateLimit;
import org.paperround.web.request.TrustedProxies;

/// Signing in with the OpenID Connect provider, where one is configured: the way to it, and back.
/// Both are GET, as the protocol wants it; the way back does something only in the browser that
/// went, once. The cookies are `SameSite=Lax`, so that the browser has them when another site sends
/// it back.
final class OpenIdPages {
  private final Staff staff;
  private final DeskView view;
  private final DeskCookies cookies;
  private final DeskDoor door;
  private final TrustedProxies proxies;
  private final RateLimit networks;

  OpenIdPages(
      DeskConfig config, DeskPages.Parts parts, DeskView view, DeskCookies cookies, DeskDoor door) {
    this.staff = parts.staff();
    this.view = view;
    this.cookies = cookies;
    this.door = door;
    this.proxies = config.proxies();
    this.networks = new RateLimit(parts.clock(), config.linksPerNetwork());
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/sign-in/oidc", this::go);
    routes.get("/desk/sign-in/oidc/return", this::comeBack);
  }

  /// A browser that goes twice keeps its secret, so that it can come back from either.
  private void go(Context ctx) {
    String name = name();
    String back = BackPath.of(Form.ofQuery(ctx).text("back"));
    if (door.visit(ctx).isPresent()) {
      ctx.redirect(back, HttpStatus.SEE_OTHER);
      return;
    }
    if (!networks.allows(proxies.network(ctx))) {
      refuse(ctx, name, new Refusal(429, "TOO_MANY", "", back));
      return;
    }
    String secret = cookies.browser(ctx).orElseGet(Secrets::next);
    switch (staff.askOpenId(secret, back)) {
      case OpenIdStart.Leads(URI address) -> {
        cookies.browser(ctx, secret, Staff.LINK_LIFETIME);
        ctx.redirect(address.toString(), HttpStatus.SEE_OTHER);
      }
      case OpenIdStart.Failed(OpenIdFault fault) ->
          refuse(ctx, name, new Refusal(status(fault), fault.name(), "", back));
    }
  }

  private void comeBack(Context ctx) {
    String name = name();
    String secret = cookies.browser(ctx).orElse("");
    switch (staff.signInByOpenId(ctx.queryParamMap(), secret, proxies.network(ctx))) {
      case OpenIdOutcome.SignedIn(String token, StaffMember _, String back) ->
          door.letIn(ctx, token, back);
      case OpenIdOutcome.Refused(OpenIdFault fault, String address, String back) -> {
        Refusal refusal =
            new Refusal(status(fault), fault.name(), address, BackPath.of(Optional.of(back)));
        if (isSpent(fault) && door.visit(ctx).isPresent()) {
          ctx.redirect(refusal.back(), HttpStatus.SEE_OTHER);
        } else {
          refuse(ctx, name, refusal);
        }
      }
    }
  }

  /// As after a step back in the browser, or in the second of two tabs.
  private static boolean isSpent(OpenIdFault fault) {
    return fault == OpenIdFault.OLD || fault == OpenIdFault.OTHER_BROWSER;
  }

  private String name() {
    return staff.openIdName().orElseThrow(NotFoundResponse::new);
  }

  private void refuse(Context ctx, String name, Refusal refusal) {
    view.show(
        ctx,
        refusal.status(),
        "no-open-id",
        Map.of(
            "fault",
            refusal.fault(),
            "provider",
            name,
            "address",
            refusal.address(),
            "again",
            BackPath.openId(refusal.back()),
            "byMail",
            BackPath.signIn(refusal.back())));
  }

  private static int status(OpenIdFault fault) {
    return switch (fault) {
      case OTHER_BROWSER, OLD -> 410;
      case DENIED, NO_ADDRESS, UNVERIFIED, NOT_INVITED -> 403;
      case REFUSED, UNTRUSTED -> 502;
      case AWAY -> 503;
    };
  }

  /// What the page says; `back`: a page of the desk.
  private record Refusal(int status, String fault, String address, String back) {}
}
