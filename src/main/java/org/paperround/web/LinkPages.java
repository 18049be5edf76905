package org.paperround.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperround.article.StoryId;
import org.paperround.delivery.Deliveries;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Card;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.tracking.Tracking;

/// `/r/TOKEN` sends a reader on to a story, `/v/TOKEN` shows a digest in the browser. The target of
/// a click is the one stored with the card; nothing of the request but the signed token takes part
/// in finding it, so the page cannot be made to redirect elsewhere (mail-standards I1).
final class LinkPages {
  /// Of a mail shown in the browser, whose styles are in it.
  static final String VIEW_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private final Pages pages;
  private final DigestLinks links;
  private final Deliveries deliveries;
  private final Tracking tracking;
  private final InstantSource clock;
  private final LoadingCache<EditionId, Map<Integer, Target>> targets;

  LinkPages(
      Pages pages,
      DigestLinks links,
      Editions editions,
      Deliveries deliveries,
      Tracking tracking,
      InstantSource clock) {
    this.pages = pages;
    this.links = links;
    this.deliveries = deliveries;
    this.tracking = tracking;
    this.clock = clock;
    this.targets =
        Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(id ->
                editions.pool(id).cards().stream()
                    .collect(Collectors.toUnmodifiableMap(Card::ordinal, Target::of)));
  }

  void register(RoutesConfig routes) {
    routes.get("/r/{token}", ctx -> follow(ctx, false));
    routes.head("/r/{token}", ctx -> follow(ctx, true));
    routes.get("/v/{token}", this::view);
    routes.head("/v/{token}", this::view);
  }

  private void follow(Context ctx, boolean machine) {
    Optional<DigestLinks.Click> click = links.click(ctx.pathParam("token"));
    Optional<Target> target =
        click.flatMap(known ->
            Optional.ofNullable(targets.get(known.delivery().edition()).get(known.cardOrdinal())));
    Optional<String> location = target.flatMap(Target::location);
    if (click.isEmpty() || target.isEmpty() || location.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    tracking.clicked(
        new Tracking.Click(
            click.get().delivery().subscriber(),
            click.get().delivery().edition(),
            click.get().cardOrdinal(),
            target.get().story(),
            machine,
            clock.instant()));
    ctx.redirect(location.get(), HttpStatus.FOUND);
  }

  private void view(Context ctx) {
    Optional<String> html = links.view(ctx.pathParam("token")).flatMap(deliveries::view);
    if (html.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    ctx.header("Content-Security-Policy", VIEW_POLICY);
    ctx.html(html.get());
  }

  private record Target(String url, StoryId story) {
    static Target of(Card card) {
      return new Target(card.content().url(), card.story());
    }

    /// Empty unless it is an absolute http or https address.
    Optional<String> location() {
      try {
        URI uri = new URI(url);
        boolean web =
            "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return web && uri.getHost() != null ? Optional.of(uri.toASCIIString()) : Optional.empty();
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
  }
}
