package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;
import org.paperround.platform.metrics.Metrics;

/// `/health`: this process answers. `/ready`: it can do its work. `/metrics`: for Prometheus.
final class OperationPages {
  private final BooleanSupplier ready;
  private final Metrics metrics;

  OperationPages(BooleanSupplier ready, Metrics metrics) {
    this.ready = ready;
    this.metrics = metrics;
  }

  void register(RoutesConfig routes) {
    routes.get("/health", ctx -> ctx.contentType("text/plain; charset=utf-8").result("ok\n"));
    routes.get("/ready", this::ready);
    routes.get(
        "/metrics",
        ctx ->
            ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape()));
  }

  private void ready(Context ctx) {
    boolean able = ready.getAsBoolean();
    ctx.status(able ? 200 : 503)
        .contentType("text/plain; charset=utf-8")
        .result(able ? "ready\n" : "the database cannot be reached, or is not migrated\n");
  }
}
