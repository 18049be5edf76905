package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Optional;
import org.paperround.article.HubSubscriptions;

/// Where hubs call us (WebSub): to ask whether we want a subscription, and to send news. A call
/// whose signature is not right is answered like one that is, so that nobody can try signatures
/// out. Who names no subscription of ours is refused before the body is read.
final class HubPages {
  private static final int MAX_CHALLENGE = 1_000;

  private final HubSubscriptions hubs;
  private final Body body;

  HubPages(HubSubscriptions hubs, Body body) {
    this.hubs = hubs;
    this.body = body;
  }

  void register(RoutesConfig routes) {
    routes.get("/hub/{token}", this::confirm);
    routes.post("/hub/{token}", this::receive);
  }

  private void confirm(Context ctx) {
    HubSubscriptions.Question question =
        new HubSubscriptions.Question(
            parameter(ctx, "hub.mode"),
            parameter(ctx, "hub.topic"),
            ctx.queryParam("hub.lease_seconds"),
            ctx.queryParam("hub.reason"));
    String challenge = parameter(ctx, "hub.challenge");
    boolean wanted =
        challenge.length() <= MAX_CHALLENGE && hubs.confirms(ctx.pathParam("token"), question);
    ctx.contentType("text/plain; charset=utf-8");
    ctx.status(wanted ? 200 : 404).result(wanted ? challenge : "no such subscription\n");
  }

  private void receive(Context ctx) {
    ctx.contentType("text/plain; charset=utf-8");
    String token = ctx.pathParam("token");
    if (!hubs.knows(token)) {
      // The body is left unread.
      ctx.header("Connection", "close");
      answer(ctx, HubSubscriptions.Receipt.UNKNOWN);
      return;
    }
    try {
      body.read(
          ctx, bytes -> answer(ctx, hubs.receive(token, bytes, ctx.header("X-Hub-Signature"))));
    } catch (HttpResponseException e) {
      ctx.status(e.getStatus()).result(e.getMessage() + "\n");
    }
  }

  private static void answer(Context ctx, HubSubscriptions.Receipt receipt) {
    switch (receipt) {
      case UNKNOWN -> ctx.status(410).result("no such subscription\n");
      case FORGED, DUE -> ctx.status(202).result("");
    }
  }

  private static String parameter(Context ctx, String name) {
    return Optional.ofNullable(ctx.queryParam(name)).orElse("");
  }
}
