package org.paperround.web;

import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.paperround.subscriber.Provenance;

/// Where an act came from, as far as it may be known: the network, never the address; the page
/// without its token.
final class Visitor {
  private final TrustedProxies proxies;
  private final InstantSource clock;
  private final String base;

  Visitor(TrustedProxies proxies, InstantSource clock, URI publicUrl) {
    this.proxies = proxies;
    this.clock = clock;
    this.base = publicUrl.toString();
  }

  String network(Context ctx) {
    return TrustedProxies.prefix(
        proxies.client(ctx.req().getRemoteAddr(), ctx.header("X-Forwarded-For")));
  }

  Instant now() {
    return clock.instant();
  }

  Provenance provenance(Context ctx, String method, String page) {
    return new Provenance(method, clock.instant(), base + page, network(ctx));
  }
}
