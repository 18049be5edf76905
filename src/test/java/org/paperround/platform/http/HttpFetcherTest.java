package org.paperround.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.platform.http.Fetch.Reason;
import org.paperround.testing.SettableClock;
import org.paperround.testing.WebSite;

/// Addresses and bodies that come from outside do no harm.
class HttpFetcherTest {
  private static final int LIMIT = 200_000;
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final WebSite site = new WebSite();

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T06:00:00Z"));
  private final HttpFetcher open = fetcher(true, Map.of());
  private final HttpFetcher careful = fetcher(false, Map.of());

  @AfterEach
  void close() {
    open.close();
    careful.close();
  }

  @Test
  void aPageComesWithItsValidatorsAndIsAskedForConditionallyNextTime() {
    site.page("/feed", "application/rss+xml", "<rss/>");

    Fetch.Fetched first = (Fetch.Fetched) open.get(site.address("/feed"));
    Fetch second = open.get(site.address("/feed"), first.validators());

    assertThat(new String(first.body(), StandardCharsets.UTF_8)).isEqualTo("<rss/>");
    assertThat(first.contentType()).isEqualTo("application/rss+xml");
    assertThat(second).isEqualTo(new Fetch.NotModified());
    assertThat(site.requests("/feed").get(1).header("If-none-match"))
        .isEqualTo(first.validators().etag());
    assertThat(site.requests("/feed").getFirst().header("User-agent"))
        .isEqualTo("Paperround/test (+http://localhost)");
  }

  @Test
  void aValidatorThatCannotBeSentBackIsForgotten() {
    site.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"caf\u00e9\"");
          exchange.sendResponseHeaders(200, -1);
        });

    Fetch.Fetched page = (Fetch.Fetched) open.get(site.address("/feed"));
    assertThat(page.validators()).isEqualTo(Fetch.Validators.NONE);
  }

  @Test
  void privateAddressesAreRefusedUnlessAllowed() {
    site.page("/feed", "text/xml", "<rss/>");

    assertThat(reason(careful.get(site.address("/feed")))).isEqualTo(Reason.PRIVATE_ADDRESS);
    assertThat(site.requests("/feed")).isEmpty();
    assertThat(open.get(site.address("/feed"))).isInstanceOf(Fetch.Fetched.class);
  }

  @Test
  void aRedirectToAPrivateAddressIsRefusedToo() {
    site.redirect("/feed", "http://169.254.169.254/latest/meta-data/");
    try (HttpFetcher mapped =
        fetcher(false, Map.of("https://www.thecourier.example", site.address("")))) {
      Fetch end = mapped.get(URI.create("https://www.thecourier.example/feed"));

      assertThat(reason(end)).isEqualTo(Reason.PRIVATE_ADDRESS);
    }
  }

  @Test
  void aMappedOriginIsFetchedFromElsewhereUnderItsOwnName() {
    site.page("/feed", "text/xml", "<rss/>");
    site.redirect("/old", site.address("/feed").toString());
    try (HttpFetcher mapped =
        fetcher(false, Map.of("https://www.thecourier.example", site.address("")))) {
      Fetch end = mapped.get(URI.create("https://www.thecourier.example/old"));

      assertThat(end).isInstanceOf(Fetch.Fetched.class);
      assertThat(((Fetch.Fetched) end).location())
          .isEqualTo(URI.create("https://www.thecourier.example/feed"));
      assertThat(site.requests("/feed").getFirst().header("Host"))
          .isEqualTo("www.thecourier.example");
    }
  }

  /// DNS rebinding, by a name of this machine that was a public one when it was checked. In a
  /// spelling of its own, so that the JVM remembers nothing of it.
  @Test
  void aNameThatTurnsPrivateAfterItWasCheckedIsNotConnectedTo() throws UnknownHostException {
    site.page("/feed", "text/xml", "<rss/>");
    String name = InetAddress.getLocalHost().getHostName().toUpperCase(Locale.ROOT);
    assumeThat(FetchedNames.of(name)).noneMatch(AddressRules::isPublic);
    URI address = URI.create(site.address("/feed").toString().replace("127.0.0.1", name));

    try (HttpFetcher deceived =
        new HttpFetcher(
            config(false, Map.of(), LONG), clock, _ -> List.of(InetAddress.ofLiteral("8.8.8.8")))) {
      assertThat(deceived.get(address))
          .isEqualTo(
              new Fetch.Refused(
                  Reason.UNKNOWN_HOST,
                  name + " had an address in the DNS, and then none that is a public one."));
    }
    assertThat(site.requests("/feed")).isEmpty();
  }

  @Test
  void aMappedOriginMayBeAPrivateName() {
    site.page("/feed", "text/xml", "<rss/>");
    URI inner = URI.create(site.address("").toString().replace("127.0.0.1", "lOcalhost"));
    try (HttpFetcher mapped = fetcher(false, Map.of("https://www.thecourier.example", inner))) {
      assertThat(mapped.get(URI.create("https://www.thecourier.example/feed")))
          .isInstanceOf(Fetch.Fetched.class);
      assertThat(reason(mapped.get(inner.resolve("/feed")))).isEqualTo(Reason.PRIVATE_ADDRESS);
    }
  }

  @Test
  void whatIsPostedGoesWhereItMayAndNoFurther() {
    site.redirect("/hub", "http://169.254.169.254/latest/meta-data/");
    site.on(
        "/kept",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/");
          exchange.sendResponseHeaders(307, -1);
        });
    site.on(
        "/circle",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/circle");
          exchange.sendResponseHeaders(308, -1);
        });

    try (HttpFetcher mapped = fetcher(false, Map.of("https://hub.example", site.address("")))) {
      assertThat(mapped.post(URI.create("https://hub.example/hub"), "a=b"))
          .isEqualTo(new Posted.Answered(302, ""));
      assertThat(mapped.post(URI.create("https://hub.example/kept"), "a=b"))
          .isInstanceOfSatisfying(
              Posted.Unanswered.class,
              unanswered ->
                  assertThat(unanswered.sentence()).contains("not a public internet address"));
      assertThat(mapped.post(URI.create("https://hub.example/circle"), "a=b"))
          .isEqualTo(new Posted.Unanswered("The address redirects more than 5 times."));
    }
    assertThat(careful.post(site.address("/hub"), "a=b")).isInstanceOf(Posted.Unanswered.class);
    assertThat(site.requests("/circle")).hasSize(6);
    assertThat(site.requests("/hub")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, BAD_ADDRESS",
    "ftp://example.com/, BAD_ADDRESS",
    "http://user:secret@example.com/, BAD_ADDRESS",
    "http://127.1/, BAD_ADDRESS",
    "http://[::1]/, PRIVATE_ADDRESS",
    "http://[::ffff:127.0.0.1]/, PRIVATE_ADDRESS",
    "http://10.1.2.3/, PRIVATE_ADDRESS",
    "http://169.254.169.254/latest/, PRIVATE_ADDRESS",
    "http://2130706433/, PRIVATE_ADDRESS",
    "http://no-such-host.invalid/, UNKNOWN_HOST",
  })
  void unfitAddressesAreNeverConnectedTo(URI address, Reason reason) {
    assertThat(reason(careful.get(address))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "192.168.1.1, false",
    "172.31.0.1, false",
    "172.32.0.1, true",
    "100.64.0.1, false",
    "0.0.0.0, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "198.18.0.1, false",
    "2606:4700::1111, true",
    "::1, false",
    "::, false",
    "fe80::1, false",
    "fd00:ec2::254, false",
    "ff02::1, false",
    "2001:db8::1, false",
    "64:ff9b::a00:1, false",
    "64:ff9b::808:808, true",
    "2002:7f00:1::, false",
    "::7f00:1, false",
  })
  void onlyPublicAddressesArePublic(String address, boolean isPublic) {
    assertThat(AddressRules.isPublic(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
  }

  @Test
  void aRedirectLoopEnds() {
    site.redirect("/a", "/b");
    site.redirect("/b", "/a");

    assertThat(reason(open.get(site.address("/a")))).isEqualTo(Reason.REDIRECT_LOOP);
    assertThat(site.requests("/a")).hasSize(1);
  }

  @Test
  void moreThanFiveRedirectsAreTooMany() {
    for (int i = 0; i < 9; i++) {
      site.redirect("/" + i, "/" + (i + 1));
    }
    assertThat(reason(open.get(site.address("/0")))).isEqualTo(Reason.TOO_MANY_REDIRECTS);
    site.page("/9", "text/xml", "<rss/>");
    assertThat(open.get(site.address("/4"))).isInstanceOf(Fetch.Fetched.class);
  }

  @Test
  void anEndlessBodyIsBrokenOffAtTheLimit() {
    site.endless("/feed");

    assertThat(reason(open.get(site.address("/feed")))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aGzipBombIsNotInflated() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    assertThat(bomb.length).isLessThan(LIMIT);
    site.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.length);
          exchange.getResponseBody().write(bomb);
        });

    assertThat(reason(open.get(site.address("/feed")))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void gzipIsUndone() throws IOException {
    byte[] packed = gzip("<rss/>".getBytes(StandardCharsets.UTF_8));
    site.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed);
        });

    Fetch.Fetched page = (Fetch.Fetched) open.get(site.address("/feed"));
    assertThat(new String(page.body(), StandardCharsets.UTF_8)).isEqualTo("<rss/>");
  }

  @Test
  void aServerThatAnswersTooSlowlyIsLeft() {
    CountDownLatch never = new CountDownLatch(1);
    site.on("/silent", _ -> await(never));
    site.on(
        "/dripping",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("<rss>".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(never);
        });

    try (HttpFetcher hurried = fetcher(true, Map.of(), Duration.ofMillis(500))) {
      assertThat(reason(hurried.get(site.address("/silent")))).isEqualTo(Reason.TIMEOUT);
      assertThat(reason(hurried.get(site.address("/dripping")))).isEqualTo(Reason.TIMEOUT);
    }
    never.countDown();
  }

  @Test
  void statusesAreToldApart() {
    site.status("/gone", 410);
    site.on(
        "/busy",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "Sun, 1 Mar 2026 06:10:00 GMT");
          exchange.sendResponseHeaders(503, -1);
        });

    assertThat(open.get(site.address("/gone"))).isEqualTo(new Fetch.Gone());
    assertThat(open.get(site.address("/missing")))
        .isEqualTo(
            new Fetch.Refused(
                Reason.MISSING, "The server answered 404: there is nothing at this address."));
    assertThat(((Fetch.Refused) open.get(site.address("/busy"))).retryAfter())
        .isEqualTo(Duration.ofMinutes(10));
  }

  private HttpFetcher fetcher(boolean allowPrivate, Map<String, URI> origins) {
    return fetcher(allowPrivate, origins, LONG);
  }

  private HttpFetcher fetcher(boolean allowPrivate, Map<String, URI> origins, Duration timeout) {
    return new HttpFetcher(config(allowPrivate, origins, timeout), clock);
  }

  private static FetchConfig config(
      boolean allowPrivate, Map<String, URI> origins, Duration timeout) {
    return new FetchConfig(
        "Paperround/test (+http://localhost)",
        allowPrivate,
        origins,
        LIMIT,
        Duration.ofSeconds(10),
        timeout);
  }

  private static Reason reason(Fetch fetch) {
    return ((Fetch.Refused) fetch).reason();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
