package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.web.request.Form;

/// Lets in who is signed in and has the role, and answers everybody else. A page leads to the
/// sign-in; an act is refused with all that was typed still there, so that it can be sent again.
/// Thread-safe.
final class DeskDoor {
  /// Where a request keeps who was let in.
  private static final String ENTERED = "desk.visit";

  /// Where a request keeps the token of a form that it may send again, though nobody could say yet
  /// whose it is.
  private static final String UNCHECKED = "desk.csrf";

  /// The header of requests that nobody made by hand.
  private static final String UNASKED = "X-Unasked";

  private final Staff staff;
  private final DeskCookies cookies;
  private final DeskView view;

  DeskDoor(Staff staff, DeskCookies cookies, DeskView view) {
    this.staff = staff;
    this.cookies = cookies;
    this.view = view;
  }

  /// Who asks, where they may do what takes this role; empty when they were answered.
  Optional<DeskVisit> enter(Context ctx, Role needed) {
    refuseOtherSites(ctx);
    if (isOurs(ctx)) {
      cookies.session(ctx).ifPresent(token -> ctx.attribute(UNCHECKED, CsrfToken.of(token)));
    }
    Optional<DeskVisit> visit = visit(ctx);
    if (visit.isEmpty()) {
      askToSignIn(ctx);
      return Optional.empty();
    }
    if (!visit.get().allows(needed)) {
      String role = needed.word();
      view.show(ctx, visit.get(), 403, "role", Map.of("needed", role));
      return Optional.empty();
    }
    if (isAct(ctx) && !CsrfToken.matches(ctx, visit.get().csrf())) {
      refuseForm(ctx, visit.get());
      return Optional.empty();
    }
    ctx.attribute(ENTERED, visit.get());
    return visit;
  }

  /// Who was let in, asking nobody anew; empty where nobody was.
  static Optional<DeskVisit> entered(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ENTERED));
  }

  /// With what a form of ours can be sent again: also where nobody was let in, since the database
  /// was away. Empty for what may come from elsewhere.
  static Optional<String> csrf(Context ctx) {
    return entered(ctx)
        .map(DeskVisit::csrf)
        .or(() -> Optional.ofNullable(ctx.<String>attribute(UNCHECKED)));
  }

  /// Who is signed in, whatever they may do. What an open page asks by itself does not keep a
  /// session from idling.
  Optional<DeskVisit> visit(Context ctx) {
    return cookies
        .session(ctx)
        .flatMap(token ->
            (isUnasked(ctx) ? staff.sessionUnasked(token) : staff.session(token))
                .map(session -> new DeskVisit(session, CsrfToken.of(token))));
  }

  private static boolean isUnasked(Context ctx) {
    boolean frame = "iframe".equals(ctx.header("Sec-Fetch-Dest"));
    return !isAct(ctx) && (ctx.header(UNASKED) != null || frame || isStream(ctx));
  }

  private static boolean isStream(Context ctx) {
    return Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/event-stream");
  }

  /// Signs in with this token of a session that was just opened, in place of whoever was signed in
  /// in this browser, and leads to a page of the desk.
  void letIn(Context ctx, String token, String back) {
    visit(ctx)
        .ifPresent(former -> staff.end(former.member(), former.session().id(), former.name()));
    cookies.session(ctx, token, staff.longestSession());
    cookies.endBrowser(ctx);
    ctx.redirect(BackPath.of(Optional.of(back)), HttpStatus.SEE_OTHER);
  }

  /// For acts of those who are not signed in yet.
  Handler fromOurPages(Handler handler) {
    return ctx -> {
      refuseOtherSites(ctx);
      handler.handle(ctx);
    };
  }

  private static void refuseOtherSites(Context ctx) {
    if (isAct(ctx) && "cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
      throw new ForbiddenResponse();
    }
  }

  /// Only where the browser itself says that it comes from our page.
  private static boolean isOurs(Context ctx) {
    return "same-origin".equals(ctx.header("Sec-Fetch-Site"));
  }

  static boolean isAct(Context ctx) {
    return !ctx.method().equals(HandlerType.GET);
  }

  private static boolean isFragment(Context ctx) {
    return "true".equals(ctx.header("HX-Request")) || isStream(ctx);
  }

  private void askToSignIn(Context ctx) {
    if (isFragment(ctx)) {
      view.fragment(ctx, 401, "signed-out-note");
    } else if (isAct(ctx)) {
      view.show(ctx, 401, "signed-out", Map.of("action", asked(ctx), "fields", fields(ctx)));
    } else {
      ctx.redirect(BackPath.signIn(asked(ctx)), HttpStatus.SEE_OTHER);
    }
  }

  /// A form of an earlier session is shown again with this one's token, but only if it is ours.
  private void refuseForm(Context ctx, DeskVisit visit) {
    boolean ours = isOurs(ctx);
    if (ours) {
      ctx.header(CsrfToken.HEADER, visit.csrf());
    }
    if (isFragment(ctx)) {
      view.fragment(ctx, 403, "old-form-note");
    } else {
      List<Field> again = ours ? fields(ctx) : List.of();
      view.show(
          ctx, visit, 403, "old-form", Map.of("ours", ours, "action", asked(ctx), "fields", again));
    }
  }

  static String asked(Context ctx) {
    String query = ctx.queryString();
    return query == null ? ctx.path() : ctx.path() + "?" + query;
  }

  static List<Field> fields(Context ctx) {
    return Form.read(ctx).fields().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(CsrfToken.FIELD))
        .flatMap(entry -> entry.getValue().stream().map(value -> new Field(entry.getKey(), value)))
        .toList();
  }

  /// A field of a form that is shown again.
  record Field(String name, String value) {}
}
