package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.delivery.Account;
import org.paperround.demo.DemoRun;
import org.paperround.demo.PortalSite;
import org.paperround.demo.PostOffice;
import org.paperround.edition.Edition;
import org.paperround.mail.ReadMail;
import org.paperround.platform.config.Settings;
import org.paperround.platform.template.Templates;
import org.paperround.testing.TestDatabase;

/// The whole way once, over real HTTP, a real database and real SMTP: sign-up, confirmation, a
/// digest in the mailbox, one click, and absence from the next edition.
class EndToEndTest {
  private static final String PUBLIC = "https://news.courier.example";
  private static final String ANNA = "anna@reader.example";
  private static final String BEN = "ben@reader.example";

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path mailbox;

  private final HttpClient http = HttpClient.newHttpClient();
  private PostOffice office;
  private PortalSite portal;
  private Paperround engine;
  private DemoRun portalRun;

  @BeforeEach
  void open() throws IOException {
    office = new PostOffice(0, mailbox, InstantSource.system());
    portal = new PortalSite(0, new Templates(null), InstantSource.system().instant(), 1, PUBLIC);
    engine = new Paperround(config(), InstantSource.system());
    engine.start(Config.Role.ALL);
    portalRun =
        new DemoRun(
            new DemoRun.Engine(
                engine.articles(),
                engine.newsletters(),
                engine.subscribers(),
                engine.editions(),
                engine.deliveries()),
            portal,
            InstantSource.system(),
            _ -> {});
    portalRun.defineSources();
    portalRun.ingest();
  }

  @AfterEach
  void close() {
    engine.close();
    portal.close();
    office.close();
  }

  @Test
  void aReaderSignsUpConfirmsGetsADigestLeavesInOneClickAndIsAbsentFromTheNextEdition()
      throws Exception {
    signUp(ANNA);
    signUp(BEN);
    String confirmation = link(awaitMail("confirm", ANNA), "/c/");
    assertThat(get(confirmation).statusCode()).isEqualTo(200);
    assertThat(portalRunSends().eligible()).as("looking at the page confirms nobody").isZero();

    confirm(ANNA);
    confirm(BEN);
    assertThat(portalRunSends())
        .extracting(Account::eligible, Account::sent)
        .containsExactly(2L, 2L);
    ReadMail digest = awaitMail("digest", ANNA);
    assertThat(digest.text()).contains("Unsubscribe").contains("EC4V 5EX");
    assertThat(digest.html()).contains("Unsubscribe").contains("EC4V 5EX");
    assertThat(digest.header("DKIM-Signature")).as("no key is configured").isEmpty();

    String oneClick =
        local(digest.header("List-Unsubscribe").replaceAll("(?s).*<(https://[^>]+)>.*", "$1"));
    assertThat(get(oneClick).statusCode()).isEqualTo(200);
    assertThat(post(oneClick, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);

    Account next = portalRunSends();
    assertThat(next.eligible()).as("only Ben is left").isEqualTo(1);
    assertThat(digestsTo(ANNA)).isEqualTo(1);
  }

  @Test
  void noStoryReachesAReaderTwice() throws Exception {
    signUp(ANNA);
    confirm(ANNA);
    assertThat(portalRunSends().sent()).isEqualTo(1);
    assertThat(portalRunSends())
        .extracting(Account::sent, Account::reasons)
        .containsExactly(1L, Map.of());

    List<String> headlines = new ArrayList<>();
    for (Path file : office.mails()) {
      if (file.getFileName().toString().startsWith("digest-")) {
        Matcher story =
            Pattern.compile("(?m)^\\d+\\. (.+)$")
                .matcher(ReadMail.parse(Files.readAllBytes(file)).text());
        while (story.find()) {
          headlines.add(story.group(1));
        }
      }
    }
    assertThat(headlines).hasSizeGreaterThan(12).doesNotHaveDuplicates();
  }

  /// Makes an edition, has it approved and waits until everybody is accounted for.
  private Account portalRunSends() throws InterruptedException {
    Edition edition = portalRun.edition();
    Account account = portalRun.awaitAccount(edition, () -> true).orElseThrow();
    assertThat(account.closes()).isTrue();
    return account;
  }

  private void signUp(String address) throws Exception {
    String form = "newsletter=morning-briefing&address=" + address.replace("@", "%40");
    assertThat(post(origin() + "/sign-up", form).statusCode()).isEqualTo(303);
  }

  private void confirm(String address) throws Exception {
    assertThat(post(link(awaitMail("confirm", address), "/c/"), "").statusCode()).isEqualTo(200);
  }

  private ReadMail awaitMail(String kind, String address) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> find(kind, address), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<ReadMail> find(String kind, String address) throws IOException {
    for (Path file : office.mails()) {
      ReadMail mail = ReadMail.parse(Files.readAllBytes(file));
      if (file.getFileName().toString().startsWith(kind) && mail.header("To").contains(address)) {
        return Optional.of(mail);
      }
    }
    return Optional.empty();
  }

  private long digestsTo(String address) throws IOException {
    long found = 0;
    for (Path file : office.mails()) {
      boolean digest = file.getFileName().toString().startsWith("digest-");
      if (digest && ReadMail.parse(Files.readAllBytes(file)).header("To").contains(address)) {
        found++;
      }
    }
    return found;
  }

  private String link(ReadMail mail, String path) {
    Matcher link =
        Pattern.compile(Pattern.quote(PUBLIC + path) + "[A-Za-z0-9_-]+").matcher(mail.text());
    assertThat(link.find()).as("a link to %s in the mail", path).isTrue();
    return local(link.group());
  }

  private String local(String address) {
    return address.replace(PUBLIC, origin());
  }

  private String origin() {
    return "http://127.0.0.1:" + engine.web().port();
  }

  private HttpResponse<String> get(String address) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String address, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Config config() {
    Map<String, String> values = new HashMap<>();
    values.put("database.url", database.url());
    values.put("web.port", "0");
    values.put("links.public-url", PUBLIC);
    values.put("links.keys", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    values.put("mail.domain", "news.courier.example");
    values.put("relay.host", "127.0.0.1");
    values.put("relay.port", Integer.toString(office.port()));
    values.put("relay.tls", "none");
    values.put("delivery.all-due-at-once", "true");
    values.put("fetch.origin-map", portal.originMap());
    return Config.read(new Settings(values, Map.of()));
  }
}
