package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Set;
import org.paperround.platform.database.Database;
import org.paperround.web.desk.DeskPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a fault of a request ends: a calm page with the right status, in the desk's
/// look for who works there, and one line in the log that names no reader and no token.
final class ErrorPages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
  private static final Set<Integer> WORDED = Set.of(404, 405, 413, 422, 429, 500, 503);

  private final Pages pages;
  private final DeskPages desk;

  ErrorPages(Pages pages, DeskPages desk) {
    this.pages = pages;
    this.desk = desk;
  }

  void register(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, e));
    routes.exception(Exception.class, (e, ctx) -> fail(ctx, e));
  }

  private void refuse(Context ctx, HttpResponseException refusal) {
    int status = refusal.getStatus();
    if (status == 413) {
      // The rest of the body is not read, so the connection cannot be used again.
      ctx.header("Connection", "close");
    }
    say(ctx, status, refusal);
  }

  private void say(Context ctx, int status, Exception fault) {
    if (DeskPages.holds(ctx.path())) {
      desk.showFault(ctx, status, fault);
      return;
    }
    int other = status < 500 ? 422 : 500;
    int shown = WORDED.contains(status) ? status : other;
    pages.say(ctx, status, Languages.of(ctx), "error." + shown);
  }

  private void fail(Context ctx, Exception fault) {
    if (Database.isAway(fault)) {
      LOG.warn(
          "{} {} could not be answered: the database cannot be reached; whoever asked was told to"
              + " come back",
          ctx.method(),
          ctx.endpoint().path);
      ctx.header("Retry-After", "30");
      say(ctx, 503, fault);
    } else {
      LOG.error(
          "{} {} failed; whoever asked saw an apology", ctx.method(), ctx.endpoint().path, fault);
      say(ctx, 500, fault);
    }
  }
}
