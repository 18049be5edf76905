package org.paperround.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleImages;
import org.paperround.article.Articles;
import org.paperround.article.HubSubscriptions;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.Sunset;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.http.ExtraPages;
import org.paperround.platform.metrics.Metrics;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.Subscribers;
import org.paperround.tracking.Tracking;
import org.paperround.web.desk.DeskPages;
import org.paperround.web.request.Form;
import org.paperround.web.request.LingeringClose;

/// The reader's pages and the operator's, over HTTP: the facade of this package. GET shows, POST
/// acts. Nothing here trusts Host or X-Forwarded-Host. Thread-safe.
public final class WebServer implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Duration LONGEST_BODY = Duration.ofMinutes(1);

  private final WebConfig config;
  private final Parts parts;
  private final DeskPages desk;
  private @Nullable Javalin server;
  private @Nullable ExtraPages extra;

  public WebServer(WebConfig config, DeskPages desk, Parts parts) {
    this.config = config;
    this.desk = desk;
    this.parts = parts;
  }

  /// Puts these pages before the engine's own; to be called before it starts.
  public void mount(ExtraPages pages) {
    extra = pages;
  }

  /// Listens on `port`, or on a free one when it is 0; returns when it does.
  public void start(int port) {
    server = Javalin.create(this::configure).start(config.host(), port);
  }

  /// Listens as configured.
  public void start() {
    start(config.port());
  }

  /// The port it listens on.
  public int port() {
    if (server == null) {
      throw new IllegalStateException("the web server has not been started");
    }
    return server.port();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  DeskPages desk() {
    return desk;
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.prefer405over404 = true;
    javalin.http.maxRequestSize = Form.MAX_BYTES;
    javalin.jetty.multipartConfig.maxTotalRequestSize(Form.MAX_BYTES, SizeUnit.BYTES);
    javalin.jetty.multipartConfig.maxFileSize(Form.MAX_BYTES, SizeUnit.BYTES);
    javalin.jetty.multipartConfig.maxInMemoryFileSize(Form.MAX_BYTES, SizeUnit.BYTES);
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    javalin.jetty.modifyServletContextHandler(context ->
        context.addFilter(
            new LingeringClose(2 * Body.MAX_BYTES, LONGEST_BODY),
            "/*",
            EnumSet.of(DispatcherType.REQUEST)));
    javalin.routes.before(WebServer::guard);
    javalin.routes.before(this::answerExtra);
    javalin.routes.after(this::showAsMounted);
    MeterRegistry meters = parts.metrics().registry();
    javalin.requestLogger.http((ctx, millis) ->
        meters
            .timer(
                "paperround.web.requests",
                "page",
                ctx.endpoint().path,
                "status",
                Integer.toString(ctx.statusCode()))
            .record(Duration.ofNanos((long) (millis * 1_000_000))));
    register(javalin);
  }

  private void register(JavalinConfig javalin) {
    Assets assets = new Assets(parts.templates());
    Masthead masthead = new Masthead(parts.newsletters());
    Pages pages = new Pages(parts.templates(), assets, masthead);
    Visitor visitor = new Visitor(config.proxies(), parts.clock(), parts.publicUrl());
    SignUpLimits limits = new SignUpLimits(config, parts.clock());
    LatestHeadlines headlines = new LatestHeadlines(parts.editions());
    SignUpIntake intake = new SignUpIntake(pages, masthead, parts.subscribers(), limits, visitor);

    assets.register(javalin.routes);
    new ThemePages(parts.templates(), masthead).register(javalin.routes);
    new SignUpPages(pages, masthead, intake, headlines).register(javalin.routes);
    new SignUpApi(pages, intake, config.embedOrigins(), parts.publicUrl()).register(javalin.routes);
    new EmbedPages(pages, parts.templates(), intake, parts.publicUrl()).register(javalin.routes);
    new ArchivePages(pages, masthead, parts, visitor).register(javalin.routes);
    new ConfirmPages(pages, parts, visitor).register(javalin.routes);
    registerReaders(javalin.routes, pages, visitor, limits);
    Handler help = ctx -> pages.show(ctx, 200, "help", Languages.of(ctx), Map.of());
    javalin.routes.get("/help", help);
    javalin.routes.head("/help", help);
    registerMachines(javalin.routes);
    desk.register(javalin.routes);
    new ImagePages(pages, parts.digestLinks(), parts.editions(), parts.images().get())
        .register(javalin.routes);
    new ErrorPages(pages, desk).register(javalin.routes);
  }

  /// What a reader comes to by a link in a mail.
  private void registerReaders(
      RoutesConfig routes, Pages pages, Visitor visitor, SignUpLimits limits) {
    Newsletters newsletters = parts.newsletters();
    Subscribers subscribers = parts.subscribers();
    ReaderLinks links = parts.readerLinks();
    new PreferencePages(pages, newsletters, subscribers, links, visitor, parts.interests())
        .register(routes);
    new AddressPages(pages, subscribers, visitor, limits).register(routes);
    new ReceiptPage(pages, parts.rights(), subscribers).register(routes);
    new RightsPages(pages, parts.rights(), subscribers, visitor).register(routes);
    new TastePages(pages, subscribers, parts.editions(), visitor).register(routes);
    new KeepPages(pages, newsletters, subscribers, parts.sunset(), links, visitor).register(routes);
    new GentlePages(pages, newsletters, subscribers, links, visitor).register(routes);
    new UnsubscribePages(pages, newsletters, subscribers, links, visitor, parts.editions())
        .register(routes);
    new UndoPages(pages, newsletters, subscribers, visitor).register(routes);
    new LinkPages(
            pages,
            parts.digestLinks(),
            parts.editions(),
            parts.deliveries(),
            parts.tracking(),
            parts.clock())
        .register(routes);
  }

  private void registerMachines(RoutesConfig routes) {
    Body body = new Body(LONGEST_BODY);
    new ArticleApi(parts.articles(), body).register(routes);
    new HubPages(parts.hubs(), body).register(routes);
    new ConsentRootsPage(parts.subscribers()).register(routes);
    new OperationPages(parts.ready(), parts.metrics()).register(routes);
  }

  private void answerExtra(Context ctx) {
    if (extra == null || !ctx.method().equals(HandlerType.GET)) {
      return;
    }
    extra
        .at(ctx.path())
        .ifPresent(page -> {
          ctx.header("Content-Security-Policy", page.policy());
          ctx.contentType(page.type()).result(page.body());
          ctx.skipRemainingHandlers();
        });
  }

  private void showAsMounted(Context ctx) {
    if (extra == null || !String.valueOf(ctx.res().getContentType()).startsWith("text/html")) {
      return;
    }
    String page = ctx.result();
    if (page != null) {
      ctx.result(extra.shown(page));
    }
  }

  /// Headers of every answer (mail-standards I4), and a body that is too large is refused before
  /// any of it is read.
  private static void guard(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Robots-Tag", "noindex");
    // What other machines send may be larger; they are told so in their own way.
    boolean machine = ctx.path().startsWith("/api/") || ctx.path().startsWith("/hub/");
    // Who leaves may, whatever their mail program sends with it.
    boolean leaving = ctx.path().startsWith("/u/");
    if (!machine && !leaving && ctx.req().getContentLengthLong() > Form.MAX_BYTES) {
      throw new ContentTooLargeResponse();
    }
  }

  /// What the pages are made of; joined in app. `interests`: what readers can follow; `ready`: this
  /// node can do its work; `images`: opens what mails show images through, where they do.
  public record Parts(
      URI publicUrl,
      InstantSource clock,
      Templates templates,
      Metrics metrics,
      BooleanSupplier ready,
      Articles articles,
      HubSubscriptions hubs,
      Newsletters newsletters,
      Subscribers subscribers,
      Rights rights,
      ReaderLinks readerLinks,
      OfferedInterests interests,
      Editions editions,
      DigestLinks digestLinks,
      Deliveries deliveries,
      Sunset sunset,
      Tracking tracking,
      Supplier<Optional<ArticleImages>> images) {}
}
