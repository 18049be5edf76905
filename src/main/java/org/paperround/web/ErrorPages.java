package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Set;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a fault of a request ends: a calm page with the right status, and one line
/// in the log that names no reader and no token.
final class ErrorPages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
  private static final Set<Integer> WORDED = Set.of(404, 405, 413, 422, 429, 500, 503);

  private final Pages pages;

  ErrorPages(Pages pages) {
    this.pages = pages;
  }

  void register(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, e.getStatus()));
    routes.exception(Exception.class, (e, ctx) -> fail(ctx, e));
  }

  private void refuse(Context ctx, int status) {
    if (status == 413) {
      // The rest of the body is not read, so the connection cannot be used again.
      ctx.header("Connection", "close");
    }
    int other = status < 500 ? 422 : 500;
    int shown = WORDED.contains(status) ? status : other;
    pages.say(ctx, status, Languages.of(ctx), "error." + shown);
  }

  private void fail(Context ctx, Exception fault) {
    if (Database.isAway(fault)) {
      LOG.warn(
          "{} {} could not be answered: the database cannot be reached; the reader was asked to"
              + " come back",
          ctx.method(),
          ctx.endpoint().path);
      ctx.header("Retry-After", "30");
      pages.say(ctx, 503, Languages.of(ctx), "error.503");
    } else {
      LOG.error(
          "{} {} failed; nothing was changed and the reader saw an apology",
          ctx.method(),
          ctx.endpoint().path,
          fault);
      pages.say(ctx, 500, Languages.of(ctx), "error.500");
    }
  }
}
