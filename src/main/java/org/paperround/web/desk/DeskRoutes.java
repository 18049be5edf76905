package org.paperround.web.desk;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paperround.staff.Role;

/// The only way to a page of the desk: whoever registers one says which role it takes, and the
/// [DeskDoor] stands before it. What is below `/desk` and was registered otherwise is not there:
/// deny by default. Name it `routes` where you use it; the reference of pages is checked by that.
final class DeskRoutes {
  static final String ROOT = "/desk";
  private static final String SIGN_IN = "/desk/sign-in";

  private final RoutesConfig javalin;
  private final DeskDoor door;
  private final List<DeskRoute> registered = new ArrayList<>();

  DeskRoutes(RoutesConfig javalin, DeskDoor door) {
    this.javalin = javalin;
    this.door = door;
    javalin.beforeMatched(DeskRoutes::refuseUnregistered);
  }

  /// A page, for who has at least this role.
  void get(String path, Role needed, DeskHandler handler) {
    add(HandlerType.GET, path, Optional.of(needed), guarded(needed, handler));
  }

  /// An act, for who has at least this role and sends the token of a form of ours.
  void post(String path, Role needed, DeskHandler handler) {
    add(HandlerType.POST, path, Optional.of(needed), guarded(needed, handler));
  }

  /// A page for anybody: only those that sign in.
  void get(String path, Handler handler) {
    add(HandlerType.GET, signingIn(path), Optional.empty(), handler);
  }

  /// An act for anybody that comes from no other site: only those that sign in.
  void post(String path, Handler handler) {
    add(HandlerType.POST, signingIn(path), Optional.empty(), door.fromOurPages(handler));
  }

  /// All of them, in order.
  List<DeskRoute> all() {
    return List.copyOf(registered);
  }

  private Handler guarded(Role needed, DeskHandler handler) {
    return ctx -> {
      Optional<DeskVisit> visit = door.enter(ctx, needed);
      if (visit.isPresent()) {
        handler.handle(ctx, visit.get());
      }
    };
  }

  private void add(HandlerType method, String path, Optional<Role> needed, Handler handler) {
    if (!isBelow(path)) {
      throw new IllegalArgumentException(path + " is no page of the desk");
    }
    registered.add(new DeskRoute(method, path, needed));
    javalin.addHttpHandler(method, path, handler, Registered.HERE);
  }

  private static String signingIn(String path) {
    if (!path.equals(SIGN_IN) && !path.startsWith(SIGN_IN + "/")) {
      throw new IllegalArgumentException(path + " needs a role: it does not sign anybody in");
    }
    return path;
  }

  private static void refuseUnregistered(Context ctx) {
    if (isBelow(ctx.path()) && !ctx.routeRoles().contains(Registered.HERE)) {
      throw new NotFoundResponse();
    }
  }

  static boolean isBelow(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  /// Marks what went through this class.
  private enum Registered implements RouteRole {
    HERE
  }
}
