package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import org.paperround.bench.MailSink;
import org.paperround.edition.EditionState;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.config.Settings;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.TestDatabase;

/// From an article that is pushed as breaking to the alert in a mail server's hands: a whole
/// engine, its pages, its schedule and its sender, over real HTTP and SMTP. That it takes seconds
/// is for `bench alert` to say.
class BreakingNewsTest {
  private static final Instant PUBLISHED = InstantSource.system().instant().minusSeconds(60);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<byte[]> taken = new ConcurrentLinkedQueue<>();
  private MailSink sink;
  private Paperround engine;
  private Newsletter alerts;

  @BeforeEach
  void open() throws IOException {
    sink = new MailSink(0, Duration.ZERO, (_, message) -> taken.add(message));
    engine = new Paperround(config(), InstantSource.system());
    engine.start(Config.Role.ALL);
    alerts =
        engine.newsletters().define(NewsletterFixture.BRIEFING.slug("alerts").build().alerting());
    subscribe("anna@reader.example");
    subscribe("ben@reader.example");
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    sink.close();
  }

  @Test
  void anArticlePushedAsBreakingIsAnAlertInEveryReadersMailOnce() throws Exception {
    String key = source();

    assertThat(push(key, "Dam breaks above the town", true).statusCode()).isEqualTo(201);
    await().atMost(Duration.ofMinutes(1)).until(() -> taken.size() == 2);
    assertThat(push(key, "Dam breaks above the town", true).statusCode()).isEqualTo(200);
    assertThat(push(key, "The fair opens its gates", false).statusCode()).isEqualTo(201);
    engine.editions().tick(); // a second alert, if there were one, is made by now

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            engine.editions().recent(alerts.id(), 9).stream()
                .allMatch(edition -> edition.state() == EditionState.SENT));
    assertThat(engine.editions().recent(alerts.id(), 9)).hasSize(1);
    assertThat(taken).hasSize(2);
    ReadMail mail = ReadMail.parse(taken.peek());
    assertThat(mail.header("Subject")).isEqualTo("Breaking: Dam breaks above the town");
    assertThat(mail.text().replace("\r", ""))
        .contains("BREAKING\nDam breaks above the town", "Because you asked for breaking news")
        .doesNotContain("That is all for today");
    assertThat(mail.html()).contains("BREAKING", "Read the whole story", "The valley is cleared");
  }

  private String source() {
    engine
        .articles()
        .define(
            new SourceDefinition(
                "courier",
                "The Courier",
                "The Courier",
                "https://courier.example/",
                true,
                1,
                "news",
                new SourceSettings(SourceKind.PUSH, 300, null, List.of(), PageSelectors.STANDARD)));
    return engine.articles().newKey("courier", new Random(1)).orElseThrow().key();
  }

  private HttpResponse<String> push(String key, String headline, boolean breaking)
      throws Exception {
    String article =
        """
        {"url": "https://courier.example/%d", "headline": "%s", "standfirst":
         "The valley is cleared.", "section": "uk", "breaking": %s, "publishedAt": "%s"}
        """
            .formatted(headline.length(), headline, breaking, PUBLISHED);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + engine.webPort() + "/api/v1/articles"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(article))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void subscribe(String address) {
    engine
        .subscribers()
        .importConfirmed(
            alerts.id(),
            List.of(ReaderFixture.agreed(EmailAddress.of(address), "", PUBLISHED, "a form")),
            PUBLISHED);
  }

  private Config config() {
    Map<String, String> values = new HashMap<>();
    values.put("database.url", database.url());
    values.put("web.port", "0");
    values.put("links.public-url", "https://news.courier.example");
    values.put("links.keys", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    values.put("mail.domain", "news.courier.example");
    values.put("relay.host", "127.0.0.1");
    values.put("relay.port", Integer.toString(sink.port()));
    values.put("relay.tls", "none");
    values.put("delivery.all-due-at-once", "true");
    return Config.read(new Settings(values, Map.of()));
  }
}
