package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.delivery.Account;
import org.paperround.demo.DemoFolder;
import org.paperround.demo.DemoRun;
import org.paperround.demo.DemoSignUps;
import org.paperround.demo.Inbox;
import org.paperround.demo.PortalSite;
import org.paperround.demo.PostOffice;
import org.paperround.mail.DkimKey;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Theme;
import org.paperround.platform.config.Settings;
import org.paperround.platform.database.EmbeddedServer;
import org.paperround.platform.template.Templates;
import org.paperround.platform.work.Stopping;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The engine at work on nothing but a JDK: an embedded database, a made-up portal, a mail server
/// with a web inbox.
@Command(
    name = "demo",
    description =
        "Shows the engine at work: a made-up portal is read, an edition made and sent to a local"
            + " inbox.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final URI PUBLIC_URL = URI.create("https://news.thecourier.example");
  private static final String MAIL_DOMAIN = "news.thecourier.example";
  private static final String SELECTOR = "demo";
  private static final EmailAddress DESK = EmailAddress.of("desk@thecourier.example");
  private static final Duration SENDING_LIMIT = Duration.ofMinutes(10);

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description =
          "Ports: N web, N+1 portal, N+2 SMTP, N+3 PostgreSQL (default ${DEFAULT-VALUE}).")
  int portBase = 8080;

  @Option(
      names = "--once",
      description = "Ends when everybody is accounted for; on a fresh database.")
  boolean once;

  @Option(
      names = "--mail",
      paramLabel = "DIR",
      description = "Where the mails go; absent or empty. With --once.")
  @Nullable Path mail;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder whose templates and themes stand before the built-in ones.")
  @Nullable Path templates;

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      description = "How the mails look (default ${DEFAULT-VALUE}).")
  String theme = Theme.FIRST;

  @Option(names = "--fresh", description = "Forgets earlier runs first.")
  boolean fresh;

  @Override
  public Integer call() throws Exception {
    checkArguments();
    if (!once) {
      Path home = Path.of(System.getProperty("paperround.home", "."));
      return runIn(home.resolve("var").resolve("demo"));
    }
    Path temporary = Files.createTempDirectory("paperround-demo");
    try {
      return runIn(temporary);
    } finally {
      DemoFolder.delete(temporary);
    }
  }

  private int runIn(Path path) throws Exception {
    try (DemoFolder folder = DemoFolder.take(path).orElseThrow(() -> inUse(path))) {
      EmbeddedServer.stopLeftover(folder.database());
      checkPorts();
      if (fresh) {
        folder.forget();
      }
      return run(folder);
    }
  }

  private static UsageException inUse(Path path) {
    return new UsageException(
        "A demo is running in " + path + " already: stop it first, or look at its pages.");
  }

  private int run(DemoFolder folder) throws Exception {
    progress("Starting PostgreSQL on port " + (portBase + 3));
    try (EmbeddedServer server = EmbeddedServer.durable(folder.database(), portBase + 3);
        PostOffice office =
            new PostOffice(
                portBase + 2, mail == null ? folder.inbox() : mail, InstantSource.system());
        PortalSite portal =
            new PortalSite(
                portBase + 1,
                new Templates(null),
                InstantSource.system().instant(),
                once ? Integer.MAX_VALUE : folder.nextRun(),
                webOrigin());
        Paperround engine =
            new Paperround(config(folder, server, portal), InstantSource.system())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Stopping.onSignal(stopped);
      writeZone(folder, office);
      return run(engine, portal, office, stopped);
    } finally {
      Stopping.done();
    }
  }

  private int run(Paperround engine, PortalSite portal, PostOffice office, CountDownLatch stopped)
      throws Exception {
    engine.migrate();
    engine.mount(new Inbox(office, engine.templates(), PUBLIC_URL, webOrigin(), portal));
    DemoRun demo =
        new DemoRun(
            new DemoRun.Engine(
                engine.articles(),
                engine.newsletters(),
                engine.subscribers(),
                engine.editions(),
                engine.deliveries()),
            portal,
            InstantSource.system(),
            DemoCommand::progress);
    setUp(demo);
    engine.start(Config.Role.ALL);
    progress("The portal's " + portal.articleCount() + " articles are at " + portal.localOrigin());
    demo.ingest();
    int signedUp = new DemoSignUps(webOrigin(), office).play(DemoRun.NEWSLETTER);
    progress(signedUp + " readers signed up on " + webOrigin() + "/sign-up and confirmed");
    Instant limit = InstantSource.system().instant().plus(SENDING_LIMIT);
    Optional<Account> account =
        demo.awaitAccount(
            demo.edition(),
            () -> stopped.getCount() > 0 && InstantSource.system().instant().isBefore(limit));
    account.ifPresent(line -> System.out.println(AccountLine.of(line)));
    if (account
        .filter(held -> held.closes() && held.sent() == 0 && held.waiting() == 0)
        .isPresent()) {
      progress("Every reader has had all the news there is: --fresh begins again.");
    }
    if (once) {
      return account.filter(held -> held.closes() && held.waiting() == 0).isPresent() ? 0 : 1;
    }
    progress("Look at " + webOrigin() + "/ : inbox, sign-up and health. Ctrl-C stops.");
    progress("The desk opens at " + deskLink(engine) + " (once; again at /desk/sign-in)");
    stopped.await();
    return 0;
  }

  /// Signs an editor of the demo in who may do everything.
  private String deskLink(Paperround engine) {
    Staff staff = engine.staff();
    staff.invite(DESK, "Demo editor", Role.ADMIN, Staff.CLI);
    String token = staff.handOut(DESK, Duration.ofDays(1), Staff.CLI).orElseThrow();
    return webOrigin() + "/desk/sign-in/" + token;
  }

  /// No alerts with `--once`: its account is that of the one digest.
  private void setUp(DemoRun demo) {
    demo.defineSources();
    demo.dress(theme);
    demo.importReaders();
    if (!once) {
      demo.offerAlerts();
    }
  }

  private String webOrigin() {
    return "http://127.0.0.1:" + portBase;
  }

  private Config config(DemoFolder folder, EmbeddedServer server, PortalSite portal)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("database.url", server.url("postgres"));
    values.put("web.port", Integer.toString(portBase));
    values.put("links.public-url", PUBLIC_URL.toString());
    values.put("links.keys", folder.tokenKeys());
    values.put("mail.domain", MAIL_DOMAIN);
    values.put("desk.secure-cookies", "false");
    values.put("relay.host", "127.0.0.1");
    values.put("relay.port", Integer.toString(portBase + 2));
    values.put("relay.tls", "none");
    values.put("delivery.all-due-at-once", "true");
    values.put("canary.watch", "0s");
    values.put("dkim.domain", MAIL_DOMAIN);
    values.put("dkim.selector", SELECTOR);
    values.put("dkim.private-key", folder.dkimKey().toString());
    values.put("fetch.origin-map", portal.originMap());
    if (templates != null) {
      values.put("templates.directory", templates.toString());
    }
    return Config.read(new Settings(values, Map.of()));
  }

  /// The DNS records that the demo's mails rest on, for checks without DNS.
  private void writeZone(DemoFolder folder, PostOffice office) throws IOException {
    Map<String, String> zone = new LinkedHashMap<>();
    zone.put(SELECTOR + "._domainkey." + MAIL_DOMAIN, DkimKey.read(folder.dkimKey()).record());
    zone.put("_dmarc." + MAIL_DOMAIN, "v=DMARC1; p=reject; adkim=s; aspf=r");
    zone.put("bounce." + MAIL_DOMAIN, "v=spf1 ip4:127.0.0.1 -all");
    Files.writeString(
        office.folder().resolve("zone.json"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(zone) + "\n");
  }

  private void checkArguments() throws IOException {
    if (once && mail == null) {
      throw new UsageException("--once needs --mail DIR: the folder for the mails.");
    }
    if (!once && mail != null) {
      throw new UsageException("--mail goes with --once; without it the inbox is on the web page.");
    }
    if (mail != null && Files.exists(mail)) {
      try (Stream<Path> files = Files.list(mail)) {
        if (files.findAny().isPresent()) {
          throw new UsageException(
              mail + " is not empty: give an empty folder or one that does not exist.");
        }
      }
    }
  }

  private void checkPorts() throws IOException {
    for (int port : List.of(portBase, portBase + 1, portBase + 2, portBase + 3)) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (BindException e) {
        throw new UsageException(
            "Port "
                + port
                + " is taken: choose other ports with --port-base N (N to N+3 must be free).");
      }
    }
  }

  private static void progress(String line) {
    System.err.println(line);
  }
}
