package org.paperround.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.template.Templates;

/// The made-up outlets as small local web sites, one under `/SLUG/` each: front page, feed, article
/// pages with NewsArticle JSON-LD, and drawings. Loopback only. Thread-safe.
public final class PortalSite implements AutoCloseable {
  private final HttpServer server;
  private final Templates templates;
  private final String engine;
  private final Map<String, Outlet> outlets = new LinkedHashMap<>();
  private final Map<String, List<PortalEntry>> entries = new HashMap<>();
  private final Map<String, String> motifs = new HashMap<>();

  /// Opens the sites as they are at `now` in run number `run` (from 1). `engine`: the origin whose
  /// sign-up form the portal's articles carry.
  ///
  /// @throws IOException when the port is taken
  public PortalSite(int port, Templates templates, Instant now, int run, String engine)
      throws IOException {
    this.templates = templates;
    this.engine = engine;
    PortalContent content = PortalContent.load();
    List<Piece> published = content.publishedBy(run);
    for (Outlet outlet : content.outlets()) {
      outlets.put(outlet.slug(), outlet);
      entries.put(outlet.slug(), entriesOf(outlet, published, content, new Moment(now, run)));
    }
    published.forEach(piece -> motifs.put(piece.id(), piece.image().motif()));
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.createContext("/", this::answer);
    server.start();
  }

  /// How each outlet's public origin is reached here, as `fetch.origin-map` wants it.
  public String originMap() {
    return String.join(
        ",",
        outlets.values().stream().map(outlet -> outlet.origin() + "=" + localOrigin()).toList());
  }

  public String localOrigin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The front page of the portal that the newsletters are for.
  String front() {
    return localOrigin()
        + "/"
        + outlets.values().stream().filter(Outlet::own).findFirst().orElseThrow().slug()
        + "/";
  }

  public int articleCount() {
    return entries.values().stream().mapToInt(List::size).sum();
  }

  Iterable<Outlet> outlets() {
    return outlets.values();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private record Moment(Instant now, int run) {
    Instant published(Piece piece, PortalContent content) {
      // what an earlier run held back is fresh news in the run that publishes it
      boolean fresh = content.runOf(piece) == run && run > 1;
      return hoursAgo(fresh ? piece.hoursAgo() / 40 : piece.hoursAgo());
    }

    Instant hoursAgo(double hours) {
      return now.minus(Duration.ofSeconds(Math.round(hours * 3600)));
    }
  }

  private static List<PortalEntry> entriesOf(
      Outlet outlet, List<Piece> published, PortalContent content, Moment moment) {
    Map<String, Piece> own = new LinkedHashMap<>();
    published.stream()
        .filter(piece -> piece.outlet().equals(outlet.slug()))
        .forEach(piece -> own.put(piece.id(), piece));
    return own.values().stream()
        .map(piece -> entry(outlet, piece, own, moment.published(piece, content), moment))
        .sorted(Comparator.comparing(PortalEntry::publishedAt).reversed())
        .toList();
  }

  private static PortalEntry entry(
      Outlet outlet, Piece piece, Map<String, Piece> own, Instant publishedAt, Moment moment) {
    Double updated = piece.updatedHoursAgo();
    String image = "/images/" + piece.id() + ".png";
    return new PortalEntry(
        piece.id(),
        piece.section(),
        piece.headline(),
        piece.standfirst(),
        piece.keyPoints(),
        piece.body(),
        piece.whyThisMatters(),
        piece.whatThisMeansForYou(),
        piece.topics(),
        piece.byline(),
        piece.breaking(),
        outlet.origin() + piece.path(),
        "/" + outlet.slug() + piece.path(),
        outlet.origin() + image,
        "/" + outlet.slug() + image,
        piece.image().alt(),
        piece.related().stream()
            .map(own::get)
            .filter(Objects::nonNull)
            .map(other ->
                new PortalEntry.RelatedLink(outlet.origin() + other.path(), other.headline()))
            .toList(),
        publishedAt,
        updated == null ? publishedAt : moment.hoursAgo(updated));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = pathOf(exchange);
      Optional<Answer> answer =
          path.equals("/portal.css")
              ? Optional.of(
                  new Answer(
                      200, "text/css; charset=utf-8", bytes(templates.file("demo/portal.css"))))
              : outletAnswer(path);
      Answer given =
          answer.orElseGet(() ->
              new Answer(404, "text/plain; charset=utf-8", bytes("There is no such page.\n")));
      exchange.getResponseHeaders().set("Content-Type", given.type());
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(
          given.status(), given.body().length == 0 ? -1 : given.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(given.body());
      }
    }
  }

  /// A reader of feeds asks by the outlet's public name (Host), a browser by the path that begins
  /// with its slug.
  private String pathOf(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    return outlets.values().stream()
        .filter(outlet -> host.equalsIgnoreCase(outlet.domain()))
        .findFirst()
        .map(outlet -> "/" + outlet.slug() + path)
        .orElse(path);
  }

  private Optional<Answer> outletAnswer(String path) {
    int slash = path.indexOf('/', 1);
    Outlet outlet = outlets.get(slash < 0 ? path.substring(1) : path.substring(1, slash));
    if (outlet == null) {
      return Optional.empty();
    }
    String rest = slash < 0 ? "/" : path.substring(slash);
    if (rest.equals(outlet.path())) {
      return Optional.of(feed(outlet));
    }
    if (rest.equals("/")) {
      return Optional.of(page("demo/front.html", outlet, null));
    }
    if (rest.startsWith("/images/") && rest.endsWith(".png")) {
      return Optional.ofNullable(
              motifs.get(rest.substring("/images/".length(), rest.length() - ".png".length())))
          .map(motif -> new Answer(200, "image/png", PortalPictures.png(motif)));
    }
    return entriesOf(outlet).stream()
        .filter(entry -> entry.url().equals(outlet.origin() + rest))
        .findFirst()
        .map(entry -> page("demo/article.html", outlet, entry));
  }

  private Answer feed(Outlet outlet) {
    Map<String, Object> values = new HashMap<>();
    values.put("outlet", outlet);
    values.put("entries", entriesOf(outlet));
    values.put(
        "updated",
        entriesOf(outlet).stream()
            .findFirst()
            .map(PortalEntry::updated)
            .orElse("2026-01-01T00:00:00Z"));
    String xml = templates.xml("demo/feed." + outlet.feed(), Locale.UK, values);
    return new Answer(200, "application/" + outlet.feed() + "+xml; charset=utf-8", bytes(xml));
  }

  private Answer page(String template, Outlet outlet, @Nullable PortalEntry entry) {
    Map<String, Object> values = new HashMap<>();
    values.put("outlet", outlet);
    values.put("entries", entriesOf(outlet));
    values.put("entry", entry);
    values.put("engine", engine);
    return new Answer(
        200, "text/html; charset=utf-8", bytes(templates.html(template, Locale.UK, values)));
  }

  private List<PortalEntry> entriesOf(Outlet outlet) {
    return entries.getOrDefault(outlet.slug(), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Answer(int status, String type, byte[] body) {}
}
