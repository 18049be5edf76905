package org.paperround.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.WebSite;

/// What is asked of a server that the operator named, and how much of it is borne.
class PartnerClientTest {
  @RegisterExtension final WebSite site = new WebSite();

  private PartnerClient client;

  @BeforeEach
  void client() {
    client = new PartnerClient(site.address("/"), Duration.ofSeconds(2));
  }

  @Test
  void anAnswerIsToldWhateverItsStatus() throws IOException {
    site.page("/keys", "application/json", "{\"ä\": 1}");
    assertThat(client.get(site.address("/keys#x"), Map.of("Accept", "application/json")))
        .isEqualTo(new PartnerClient.Reply(200, "application/json", "{\"ä\": 1}"));
    assertThat(site.requests("/keys").getFirst().header("Accept")).isEqualTo("application/json");
    assertThat(client.post(site.address("/token"), Map.of(), "a=b").status()).isEqualTo(404);
  }

  @Test
  void noRedirectIsFollowed() throws IOException {
    site.redirect("/keys", site.address("/elsewhere").toString());
    assertThat(client.get(site.address("/keys"), Map.of()).status()).isEqualTo(302);
    assertThat(site.requests("/elsewhere")).isEmpty();
  }

  @Test
  void anEndlessAnswerIsBrokenOff() {
    site.endless("/keys");
    assertThatThrownBy(() -> client.get(site.address("/keys"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 500000 bytes");
  }

  @Test
  void anAnswerThatDripsIsNotWaitedFor() {
    CountDownLatch asked = new CountDownLatch(1);
    site.on(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          try {
            asked.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    long began = System.nanoTime();
    assertThatThrownBy(() -> client.get(site.address("/keys"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within");
    asked.countDown();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void plainHttpGoesToThisMachineAloneAndOnlyWhereThePartnerIsHereToo() {
    PartnerClient far =
        new PartnerClient(URI.create("https://accounts.example"), Duration.ofSeconds(2));
    assertThat(far.allows(URI.create("https://10.0.0.5/keys"))).isTrue();
    assertThat(client.allows(URI.create("http://localhost:1/keys"))).isTrue();
    assertThat(far.allows(URI.create("http://localhost:1/keys"))).isFalse();
    for (String bad :
        List.of(
            "http://accounts.example/keys",
            "http://localhost.evil.example/",
            "https://me:secret@accounts.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "/keys")) {
      assertThat(client.allows(URI.create(bad))).as(bad).isFalse();
      assertThatThrownBy(() -> client.get(URI.create(bad), Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not asked");
    }
  }
}
