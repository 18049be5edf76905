package org.paperround.web;

import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.paperround.subscriber.Provenance;
import org.paperround.web.request.TrustedProxies;

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
    return proxies.network(ctx);
  }

  Instant now() {
    return clock.instant();
  }

  /// `page`: the path of ours that the act came from.
  Provenance provenance(Context ctx, String method, String page) {
    return new Provenance(method, clock.instant(), base + page, network(ctx));
  }

  /// Of a form that may stand on any page; `given` is what it says of itself.
  Provenance provenance(Context ctx, String method, Optional<String> given) {
    String page = SourcePage.of(given, Optional.ofNullable(ctx.header("Referer")), base);
    return new Provenance(method, clock.instant(), page, network(ctx));
  }
}
