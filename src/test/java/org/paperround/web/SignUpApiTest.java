package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// Signing up as JSON: the same rules as the form's, and answers that a script can show.
class SignUpApiTest {
  private static final String PATH = "/api/v1/sign-ups";
  private static final String ACCEPTED =
      "{\"result\":\"accepted\",\"heading\":\"One more step: look in your inbox\",\"text\":\"If we"
          + " can write to this address, a mail is on its way. Press the button in it, and you are"
          + " signed up. Nothing there after a few minutes? Look among the junk mail too.\"";

  @RegisterExtension final Site site = new Site();

  @Test
  void aSignUpIsRecordedWithWhatWasShownAndWhere() {
    HttpResponse<String> answer =
        post(
            """
            {"address": "anna@reader.example", "newsletter": "morning-briefing", "language": "en-GB",
             "zone": "Europe/Paris", "source": "https://portal.example/politics/x?id=7"}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo(ACCEPTED + "}");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(
            row(
                """
                SELECT concat_ws(' ', s.address, s.zone, s.locale, r.event, r.method, r.source_url, left(w.text, 14))
                FROM consent_record r JOIN consent_wording w ON w.id = r.wording_id
                JOIN subscriber s ON s.id = r.subscriber_id
                """))
        .isEqualTo(
            "anna@reader.example Europe/Paris en requested api https://portal.example/politics/x"
                + " With “Sign up”");
    assertThat(row("SELECT count(*) FROM outbox_mail")).isEqualTo("1");
  }

  @Test
  void nobodyLearnsWhoReadsWhat() {
    site.reader("known");
    SubscriberId complained = site.reader("complained");
    site.database
        .get()
        .useTransaction(handle ->
            site.subscribers()
                .suppress(handle, complained, SuppressionReason.COMPLAINT, "t", Site.NOW));
    HttpResponse<String> unknown = signUp("unknown@reader.example");

    for (String address : List.of("known@reader.example", "complained@reader.example")) {
      HttpResponse<String> answer = signUp(address);
      assertThat(answer.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo(unknown.body());
      assertThat(headers(answer)).isEqualTo(headers(unknown));
    }
    assertThat(row("SELECT count(*) FROM outbox_mail")).isEqualTo("1");
  }

  @Test
  void aHintComesWithTheAnswerAndRefusesNobody() {
    assertThat(signUp("anna@gmial.com").body())
        .isEqualTo(
            ACCEPTED
                + ",\"hint\":{\"kind\":\"typo\",\"suggestion\":\"anna@gmail.com\","
                + "\"text\":\"Did you mean anna@gmail.com?\","
                + "\"button\":\"Yes, sign up with this address\"}}");
    assertThat(signUp("anna@mailinator.com").body()).contains("\"kind\":\"short-lived\"");
    assertThat(row("SELECT count(*) FROM outbox_mail")).isEqualTo("2");
  }

  @Test
  void theAnswerSpeaksTheReadersLanguage() {
    assertThat(
            post("{\"address\": \"x\", \"newsletter\": \"morning-briefing\", \"language\": \"de\"}")
                .body())
        .isEqualTo(
            "{\"result\":\"refused\",\"problems\":[{\"field\":\"address\",\"problem\":\"An diese"
                + " Adresse können wir nicht schreiben. Bitte prüfen Sie sie: Sie sieht aus wie"
                + " name@example.org.\"}]}");
    HttpResponse<String> asTheBrowserSays =
        site.send(
            "POST",
            PATH,
            HttpRequest.BodyPublishers.ofString(json("anna@reader.example")),
            "Content-Type",
            "text/plain;charset=UTF-8",
            "Accept-Language",
            "fr-FR,fr;q=0.9");
    assertThat(asTheBrowserSays.statusCode()).isEqualTo(202);
    assertThat(asTheBrowserSays.body()).contains("regardez votre boîte");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"address": "anna@reader.example"}                              | 422 | {"field":"newsletter","problem":"There is no such newsletter on offer."}
          {"address": "a@x.example", "newsletter": "none"}                | 422 | {"field":"newsletter","problem":"There is no such newsletter on offer."}
          {"newsletter": "morning-briefing"}                              | 422 | {"field":"address","problem":"This is not an email address
          {"address": 7, "newsletter": "morning-briefing"}                | 422 | {"field":"address","problem":"It must be a string."}
          {"adress": "a@x.example"}                                       | 422 | {"field":"adress","problem":"There is no such field
          {"address": "a", "address": "b"}                                | 400 | Duplicate field
          ["anna@reader.example"]                                         | 400 | The body must be a JSON object.
          {                                                               | 400 | cannot be read as JSON
          ~~                                                              | 400 | The body must be a JSON object.
          """)
  void whatIsNotInOrderIsNamed(String body, int status, String problem) {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(problem);
    assertThat(site.state()).isEmpty();
  }

  @Test
  void otherTypesAndLargeBodiesAreRefused() {
    assertThat(
            site.send(
                    "POST",
                    PATH,
                    HttpRequest.BodyPublishers.ofString(json("anna@reader.example")),
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(415);
    HttpResponse<String> large = post("{\"address\": \"" + "x".repeat(SignUpApi.MAX_BYTES) + "\"}");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).isEqualTo("{\"error\":\"The request is larger than 16384 bytes.\"}");
    assertThat(site.state()).isEmpty();
  }

  @Test
  void machinesThatFillInTheHiddenFieldLearnAndChangeNothing() {
    HttpResponse<String> answer =
        post(
            "{\"address\": \"a@x.example\", \"newsletter\": \"morning-briefing\","
                + " \"website\": \"http://x\"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo(ACCEPTED + "}");
    assertThat(site.state()).isEmpty();
  }

  @Test
  void theLimitsAreThoseOfTheForm() {
    site.start(Map.of("web.sign-ups-per-network", "3", "web.sign-ups-per-address", "1"));
    assertThat(signUp("an.na@reader.example").statusCode()).isEqualTo(202);
    assertThat(
            site.post("/sign-up", "newsletter=morning-briefing&address=anna%40reader.example")
                .statusCode())
        .isEqualTo(429);
    assertThat(signUp("b@reader.example").statusCode()).isEqualTo(202);
    HttpResponse<String> fourth = signUp("c@reader.example");
    assertThat(fourth.statusCode()).isEqualTo(429);
    assertThat(fourth.body()).startsWith("{\"error\":\"There were many requests");
    assertThat(fourth.headers().firstValue("Retry-After")).contains("3600");

    site.clock.advance(Duration.ofHours(1));
    assertThat(signUp("c@reader.example").statusCode()).isEqualTo(202);
  }

  @Test
  void pagesOfAnyOriginMayAskUnlessTheOperatorNamesThem() {
    HttpResponse<String> any = preflight("https://anybody.example");
    assertThat(any.statusCode()).isEqualTo(204);
    assertThat(any.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(any.headers().firstValue("Access-Control-Allow-Headers")).contains("Content-Type");

    site.start(Map.of("web.embed-origins", "https://www.portal.example, https://m.portal.example"));
    HttpResponse<String> named = preflight("https://m.portal.example");
    assertThat(named.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://m.portal.example");
    assertThat(named.headers().firstValue("Vary")).contains("Origin");
    assertThat(preflight("https://anybody.example").statusCode()).isEqualTo(403);
    assertThat(from("https://anybody.example").statusCode()).isEqualTo(403);
    assertThat(site.state()).isEmpty();
    assertThat(from("https://www.portal.example").statusCode()).isEqualTo(202);
    assertThat(from("https://news.example").statusCode()).as("our own pages").isEqualTo(202);
    assertThat(signUp("server@reader.example").statusCode()).as("a server").isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "portal.example",
    "https://portal.example/",
    "ftp://portal.example",
    "https://a@portal.example"
  })
  void whatIsNoOriginIsRefusedInTheConfiguration(String text) {
    assertThatThrownBy(() -> EmbedOrigins.parse(List.of(text)))
        .hasMessageContaining("is no origin");
    assertThatThrownBy(() -> EmbedOrigins.parse(List.of())).hasMessageContaining("write *");
    assertThat(EmbedOrigins.parse(List.of("https://Portal.example:8443")).origins())
        .containsExactly("https://portal.example:8443");
  }

  private HttpResponse<String> preflight(String origin) {
    return site.send(
        "OPTIONS",
        PATH,
        HttpRequest.BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "content-type");
  }

  private HttpResponse<String> from(String origin) {
    return site.send(
        "POST",
        PATH,
        HttpRequest.BodyPublishers.ofString(json("anna@reader.example")),
        "Content-Type",
        "application/json",
        "Origin",
        origin);
  }

  private HttpResponse<String> signUp(String address) {
    return post(json(address));
  }

  private static String json(String address) {
    return "{\"address\": \"" + address + "\", \"newsletter\": \"morning-briefing\"}";
  }

  private HttpResponse<String> post(String body) {
    return site.send(
        "POST",
        PATH,
        HttpRequest.BodyPublishers.ofString(body),
        "Content-Type",
        "application/json");
  }

  private String row(String sql) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static Map<String, List<String>> headers(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new java.util.TreeMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }
}
