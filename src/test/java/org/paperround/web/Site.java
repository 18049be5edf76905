package org.paperround.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.config.Settings;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Staff;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// The reader's pages on a free port and a database of their own, and a browser without cookies
/// that does not follow redirects.
final class Site implements BeforeEachCallback, AfterEachCallback {
  static final NewsletterId BRIEFING = new NewsletterId(1);
  static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final byte[] KEY = new byte[32];
  private static final URI PUBLIC_URL = URI.create("https://news.example");

  final TestDatabase database = new TestDatabase();
  final SettableClock clock = new SettableClock(NOW);
  final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private @Nullable Paperround engine;

  @Override
  public void beforeEach(ExtensionContext context) {
    database.beforeEach(context);
    clock.set(NOW);
    start(Map.of("web.sign-ups-per-network", "10000", "web.sign-ups-per-address", "1000"));
  }

  /// Starts it (again) with these settings.
  void start(Map<String, String> settings) {
    stop();
    Map<String, String> all = new HashMap<>(settings);
    all.put("database.url", database.url());
    all.put("links.keys", "1:" + Base64.getEncoder().encodeToString(KEY));
    all.put("links.public-url", PUBLIC_URL.toString());
    all.put("mail.domain", "news.example");
    all.put("web.port", "0");
    Paperround started = new Paperround(Config.read(new Settings(all, Map.of())), clock);
    started.web().start();
    engine = started;
  }

  private void stop() {
    if (engine != null) {
      engine.web().close();
      engine.close();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stop();
    engine = null;
    database.afterEach(context);
  }

  Paperround engine() {
    return java.util.Objects.requireNonNull(engine, "not started");
  }

  Subscribers subscribers() {
    return engine().subscribers();
  }

  ReaderLinks links() {
    return new ReaderLinks(signer(), PUBLIC_URL, "bounce.news.example");
  }

  DigestLinks digestLinks() {
    return new DigestLinks(signer(), PUBLIC_URL, "bounce.news.example", false);
  }

  private static TokenSigner signer() {
    return new TokenSigner(new Keyring(Map.of(1, KEY)));
  }

  int port() {
    return engine().web().port();
  }

  /// A confirmed reader of the briefing.
  SubscriberId reader(String local) {
    return reader(BRIEFING, local);
  }

  SubscriberId reader(NewsletterId newsletter, String local) {
    EmailAddress address = new EmailAddress(local, "reader.example");
    ImportedReader reader = ReaderFixture.agreed(address, "", NOW, "test");
    subscribers().importConfirmed(newsletter, List.of(reader), NOW);
    return subscribers().byAddress(address).orElseThrow();
  }

  /// One more newsletter on offer, "The Briefing".
  Newsletter another(String slug) {
    return engine().newsletters().define(NewsletterFixture.BRIEFING.slug(slug).build());
  }

  /// An edition of three stories on politics, published an hour ago, in this state.
  Edition edition(String state) {
    StoryFixture stories = new StoryFixture(database.get());
    for (String headline : List.of("Rail talks resume", "A dry May", "The bridge reopens")) {
      stories.own(headline, "politics", NOW.minusSeconds(3_600));
    }
    Edition built = engine().editions().build(engine().newsletters().get(BRIEFING), NOW);
    database
        .get()
        .useTransaction(handle ->
            handle.execute("UPDATE edition SET state = ? WHERE id = ?", state, built.id().value()));
    return engine().editions().find(built.id()).orElseThrow();
  }

  void suppress(SubscriberId id, SuppressionReason reason) {
    database
        .get()
        .useTransaction(
            handle -> subscribers().suppress(handle, id, reason, "a test", clock.instant()));
  }

  /// The address of this reader takes no mail.
  void bounce(SubscriberId id) {
    suppress(id, SuppressionReason.HARD_BOUNCE);
  }

  /// This reader wants no mail for a week.
  void pause(SubscriberId id) {
    database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscription SET paused_until = ? WHERE subscriber_id = ?",
                clock.instant().plusSeconds(604_800),
                id.value()));
  }

  /// What the outbox holds, in order.
  List<String> mailKinds() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT kind FROM outbox_mail ORDER BY id")
                .mapTo(String.class)
                .list());
  }

  /// The mails of the outbox, in order.
  List<AuditEntry> audited(Staff.Audited which, int most) {
    return engine().staff().audited(which, Long.MAX_VALUE, most);
  }

  List<ReadMail> mails() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT message FROM outbox_mail ORDER BY id")
                .mapTo(byte[].class)
                .list())
        .stream()
        .map(ReadMail::parse)
        .toList();
  }

  /// The path of the link in a mail whose path begins so.
  static String link(ReadMail mail, String begin) {
    Matcher link =
        Pattern.compile(Pattern.quote(PUBLIC_URL + begin) + "[\\w-]+").matcher(mail.text());
    if (!link.find()) {
      throw new IllegalStateException("no such link in the mail: " + begin);
    }
    return path(link.group());
  }

  Preferences preferences(SubscriberId id) {
    return subscribers().preferences(id, BRIEFING).orElseThrow();
  }

  String unsubscribePath(SubscriberId id) {
    return path(links().unsubscribeUrl(id, BRIEFING));
  }

  String preferencesPath(SubscriberId id) {
    return path(subscribers().preferencesUrl(new ReaderLinks.Named(id, BRIEFING)).orElseThrow());
  }

  /// The path of one of our public links.
  static String path(String url) {
    return URI.create(url).getRawPath();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> post(String path, String form) {
    return send(
        "POST",
        path,
        HttpRequest.BodyPublishers.ofString(form),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A connection over which the head of a POST and the first bytes of its body were sent, and no
  /// more. `headers` are lines.
  Socket begun(String path, String headers, String first) throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(5_000);
    String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + first;
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /// The lines of an answer up to the empty one.
  static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /// Everything that readers' acts write, as one text: two equal ones mean that nothing was
  /// changed.
  String state() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
                      SELECT 'subscriber ' || t::text AS line FROM subscriber t
                      UNION ALL SELECT 'subscription ' || t::text FROM subscription t
                      UNION ALL SELECT 'record ' || t::text FROM consent_record t
                      UNION ALL SELECT 'suppression ' || t::text FROM suppression t
                      UNION ALL SELECT 'mail ' || id || ' ' || kind || ' ' || recipient FROM outbox_mail
                      UNION ALL SELECT 'sunset ' || t::text FROM sunset t
                      UNION ALL SELECT 'wording ' || t::text FROM consent_wording t
                      UNION ALL SELECT 'change ' || t::text FROM preference_change t
                      UNION ALL SELECT 'address ' || t::text FROM address_change t
                      UNION ALL SELECT 'asked ' || t::text FROM confirmation_mail t
                      UNION ALL SELECT 'click ' || t::text FROM click t) AS lines
                    """)
                .mapTo(String.class)
                .one());
  }

  List<String> records(SubscriberId id) {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT event || CASE detail WHEN '' THEN '' ELSE ' ' || detail END
                    FROM consent_record WHERE subscriber_id = :id ORDER BY id
                    """)
                .bind("id", id.value())
                .mapTo(String.class)
                .list());
  }
}
