package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.subscriber.SubscriberId;

/// What holds for every page, whatever is sent to it.
class RequestGuardTest {
  private static final int TEN_MB = 10 * 1024 * 1024;

  @RegisterExtension final Site site = new Site();

  @Test
  void everyPageCarriesTheHeadersThatProtectItsReader() {
    SubscriberId anna = site.reader("anna");

    for (String path :
        List.of(
            "/",
            "/sign-up/sent",
            site.unsubscribePath(anna),
            site.preferencesPath(anna),
            "/c/forged",
            "/r/forged",
            "/nothing")) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().map()).doesNotContainKeys("set-cookie", "server");
      if (!path.equals("/")) {
        assertThat(page.headers().firstValue("X-Robots-Tag")).as(path).contains("noindex");
      }
    }
  }

  @Test
  void scannersThatFetchEveryLinkTenTimesChangeNothing() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    for (String path : List.of(site.unsubscribePath(anna), site.preferencesPath(anna))) {
      for (int i = 0; i < 10; i++) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
          site.send(method, path, HttpRequest.BodyPublishers.noBody());
        }
      }
    }
    assertThat(site.state()).isEqualTo(before);
  }

  /// There is no cookie that a browser would send along, and no page of a reader may be read by the
  /// script of another site: whoever does not have the link can do nothing in its reader's name.
  @Test
  void anotherSiteCanDoNothingInAReadersName() {
    SubscriberId anna = site.reader("anna");
    String[] elsewhere = {
      "Origin", "https://evil.example",
      "Sec-Fetch-Site", "cross-site",
      "Content-Type", "application/x-www-form-urlencoded"
    };
    assertThat(site.get(site.preferencesPath(anna)).statusCode()).isEqualTo(200);
    String before = site.state();

    for (String page : List.of("", "/erase", "/export", "/address", "/undo", "/newsletters")) {
      HttpResponse<String> answer =
          site.send(
              "POST",
              "/p/x" + page,
              HttpRequest.BodyPublishers.ofString("sure=yes&address=evil%40evil.example"),
              elsewhere);
      assertThat(answer.statusCode()).as(page).isEqualTo(404);
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
    for (String path : List.of(site.preferencesPath(anna), site.unsubscribePath(anna))) {
      assertThat(site.get(path, elsewhere).headers().map())
          .as(path)
          .doesNotContainKeys("access-control-allow-origin", "set-cookie");
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void aFormOfTenMegabytesIsRefusedBeforeItIsRead() throws Exception {
    SubscriberId anna = site.reader("anna");
    String before = site.state();
    for (String path : List.of("/sign-up", site.preferencesPath(anna))) {
      String headers =
          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + TEN_MB + "\r\n";
      try (Socket socket = site.begun(path, headers, "address=")) {
        // Not a byte more is sent, and yet the answer comes.
        assertThat(Site.head(socket)).as(path).startsWith("HTTP/1.1 413 ");
      }
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whoLeavesWithTenMegabytesHasLeftBeforeTheyAreRead() throws Exception {
    SubscriberId anna = site.reader("anna");
    String headers =
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + TEN_MB + "\r\n";
    try (Socket socket = site.begun(site.unsubscribePath(anna), headers, "List-")) {
      assertThat(Site.head(socket)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(site.preferences(anna).subscribed()).isFalse();
  }

  @Test
  void aClientThatSendsAllTenMegabytesSeesTheRefusal() {
    HttpResponse<String> answer = site.post("/sign-up", "address=" + "x".repeat(TEN_MB));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("That was too much");
  }

  @Test
  void whoIsStillSendingWhenTheAnswerComesIsNotCutOff() throws Exception {
    Map<String, String> answers =
        Map.of("/sign-up", "413", "/api/v1/sign-ups", "415", "/api/v1/articles/bulk", "401");
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      String headers = "Content-Type: text/csv\r\nContent-Length: " + TEN_MB + "\r\n";
      try (Socket socket = site.begun(answer.getKey(), headers, "")) {
        assertThat(Site.head(socket)).startsWith("HTTP/1.1 " + answer.getValue());

        // Over a closed connection the second piece would not leave.
        for (int piece = 0; piece < 10; piece++) {
          socket.getOutputStream().write(new byte[TEN_MB / 10]);
        }
      }
    }
  }

  @Test
  void aLargeBodyOfUnknownLengthIsRefusedToo() {
    for (String type :
        List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")) {
      HttpResponse<String> answer =
          site.send(
              "POST",
              "/sign-up",
              HttpRequest.BodyPublishers.ofInputStream(() ->
                  new java.io.ByteArrayInputStream(
                      ("--b\r\nContent-Disposition: form-data; name=\"address\"\r\n\r\n"
                              + "x".repeat(200_000)
                              + "\r\n--b--\r\n")
                          .getBytes(StandardCharsets.US_ASCII))),
              "Content-Type",
              type);
      assertThat(answer.statusCode()).as(type).isEqualTo(413);
    }
  }

  @Test
  void malformedBodiesAreRefusedCalmly() {
    HttpResponse<String> answer =
        site.send(
            "POST",
            "/sign-up",
            HttpRequest.BodyPublishers.ofString("--other\r\nrubbish"),
            "Content-Type",
            "multipart/form-data; boundary=b");
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.headers().firstValue("Connection")).contains("close");

    assertThat(site.post("/sign-up", "newsletter=%zz&address=%E0%A4%A").statusCode())
        .isBetween(400, 499);
  }

  @Test
  void whatIsNotThereAndWhatIsNotAllowedSaySo() {
    assertThat(site.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(site.get("/nothing").body()).contains("There is nothing here");
    HttpResponse<String> wrong = site.send("PUT", "/", HttpRequest.BodyPublishers.noBody());
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.body()).contains("That cannot be done here");
  }

  @Test
  void pagesSpeakTheLanguageAskedForElseTheBrowsersElseEnglish() {
    assertThat(site.get("/nothing", "Accept-Language", "fr-CA,en;q=0.5").body())
        .contains("lang=\"fr\"", "Il n’y a rien ici");
    assertThat(site.get("/nothing?lang=de", "Accept-Language", "fr").body())
        .contains("Hier ist nichts");
    assertThat(site.get("/nothing?lang=zz", "Accept-Language", "??;;q=,").body())
        .contains("There is nothing here");
  }

  @Test
  void theHostHeaderNeverReachesALink() {
    SubscriberId anna = site.reader("anna");
    String page = site.get(site.preferencesPath(anna), "X-Forwarded-Host", "evil.example").body();

    assertThat(page).contains("https://news.example/u/").doesNotContain("evil.example");
  }

  @Test
  void operatorsSeeHealthReadinessAndMetrics() {
    site.get("/nothing");

    assertThat(site.get("/health").statusCode()).isEqualTo(200);
    assertThat(site.get("/ready").body()).isEqualTo("ready\n");
    assertThat(site.get("/metrics").body()).contains("paperround_web_requests_seconds_count");
  }

  @Test
  void withoutTheDatabaseReadersAreAskedToComeBack() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);
    site.engine().database().close();

    HttpResponse<String> page = site.post(path, "List-Unsubscribe=One-Click");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("We will be back in a moment");
    assertThat(site.get("/ready").statusCode()).isEqualTo(503);
    assertThat(site.get("/health").statusCode()).isEqualTo(200);
  }
}
