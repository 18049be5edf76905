package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.ReadMail;
import org.paperround.subscriber.Confirmation;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// From the form to a confirmed subscription and back.
class SignUpPagesTest {
  private static final String WORDING =
      "With “Sign up” you ask The Courier to send you Morning Briefing by email.";

  @RegisterExtension final Site site = new Site();

  @Test
  void thePageOffersTheNewsletterWithTheWordingBesideTheButton() {
    assertThat(site.get("/").body())
        .contains("Morning Briefing", "Your email address", WORDING, "name=\"website\"");
  }

  @Test
  void eachNewsletterHasAPageOfItsOwnAndTheOthersAreNotFound() {
    assertThat(site.get("/").body()).contains("href=\"/sign-up/morning-briefing?lang=en\"");
    HttpResponse<String> page = site.get("/sign-up/morning-briefing?lang=de");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<h1>Morning Briefing</h1>", "Jeden Tag, fertig um", "Ihre E-Mail-Adresse")
        .contains("name=\"source\" value=\"/sign-up/morning-briefing\"", "href=\"?lang=cy\"");
    HttpResponse<String> unknown = site.get("/sign-up/no-such-thing");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("There is no such newsletter", "/sign-up?lang=en");
  }

  @Test
  void theRecordNamesThePageOfTheForm() {
    signUp("anna@reader.example", "source=/sign-up/morning-briefing");
    signUp("ben@reader.example", "source=https%3A%2F%2Fportal.example%2Fa%3Fid%3D7");
    assertThat(row("SELECT string_agg(source_url, ' ' ORDER BY id) FROM consent_record"))
        .isEqualTo("https://news.example/sign-up/morning-briefing https://portal.example/a");
  }

  @Test
  void aLikelySlipIsAskedAboutBeforeAnythingIsDone() {
    HttpResponse<String> question =
        signUp("anna@gmial.com", "lang=en&zone=Europe%2FParis&source=%2Fsign-up%2Fx");
    assertThat(question.statusCode()).isEqualTo(200);
    assertThat(question.body())
        .contains("Did you mean anna@gmail.com?", "value=\"anna@gmail.com\"", WORDING)
        .contains("No, it really is anna@gmial.com", "value=\"Europe/Paris\"")
        .contains("value=\"/sign-up/x\"");
    assertThat(site.state()).isEmpty();

    assertThat(signUp("anna@gmial.com", "sure=1").statusCode()).isEqualTo(303);
    assertThat(signUp("anna@gmail.com", "").statusCode()).isEqualTo(303);
    assertThat(site.mails().stream().map(mail -> mail.header("To")))
        .containsExactly("anna@gmial.com", "anna@gmail.com");
  }

  @Test
  void aShortLivedMailboxIsTakenWithAHint() {
    HttpResponse<String> answer = signUp("anna@mailinator.com", "");
    String sent = answer.headers().firstValue("Location").orElseThrow();
    assertThat(sent).isEqualTo("/sign-up/sent?lang=en&short-lived=1");
    assertThat(site.get(sent).body()).contains("look in your inbox", "lasts only for a while");
    assertThat(site.get("/sign-up/sent").body()).doesNotContain("lasts only for a while");
    assertThat(site.mails()).hasSize(1);
  }

  @Test
  void aSignUpIsRecordedWithItsWordingAndAnsweredByOneMail() {
    HttpResponse<String> answer = signUp("Anna@Reader.Example", "zone=Europe%2FParis");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/sign-up/sent?lang=en");
    assertThat(row("SELECT address || ' ' || zone || ' ' || locale FROM subscriber"))
        .isEqualTo("Anna@reader.example Europe/Paris en");
    assertThat(
            row(
                """
                SELECT event || ' ' || method || ' ' || source_url || ' ' || network_prefix || ' ' || w.text
                FROM consent_record r JOIN consent_wording w ON w.id = r.wording_id
                """))
        .startsWith("requested form https://news.example/ 127.0.0.0/24 " + WORDING);
    ReadMail mail = site.mails().getFirst();
    assertThat(mail.header("Subject")).isEqualTo("Please confirm: Morning Briefing");
    assertThat(mail.text()).contains("https://news.example/c/", "12 Printing House Lane");
    assertThat(mail.html()).contains("https://news.example/c/", "<h1");
    assertThat(mail.headers()).doesNotContainKey("List-Unsubscribe-Post");
  }

  @Test
  void confirmingWorksOnceAndSendsTheWelcome() {
    signUp("anna@reader.example", "");
    String link = Site.link(site.mails().getFirst(), "/c/");

    assertThat(site.get(link).body())
        .contains("Do you want Morning Briefing?", "a***@reader.example")
        .doesNotContain("anna@");
    HttpResponse<String> first = site.post(link, "");
    String after = site.state();
    HttpResponse<String> second = site.post(link, "");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("You are signed up", "https://news.example/p/");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).contains("You are signed up already");
    assertThat(site.get(link).body()).contains("You are signed up already");
    assertThat(site.state()).isEqualTo(after);
    assertThat(site.records(anna())).containsExactly("requested", "confirmed");
    assertThat(site.mails()).hasSize(2);
    assertThat(site.mails().getLast().header("Subject"))
        .isEqualTo("Morning Briefing: you are signed up");
    assertThat(site.mails().getLast().text())
        .contains("https://news.example/p/", "https://news.example/u/");
  }

  @Test
  void scannersThatOpenTheConfirmationLinkConfirmNothing() {
    signUp("anna@reader.example", "");
    String link = Site.link(site.mails().getFirst(), "/c/");
    String before = site.state();

    for (int i = 0; i < 10; i++) {
      site.get(link);
      site.send("HEAD", link, HttpRequest.BodyPublishers.noBody());
    }
    assertThat(site.state()).isEqualTo(before);
    assertThat(site.preferences(anna()).subscribed()).isFalse();
  }

  @Test
  void aLinkOlderThanAWeekHasRunOut() {
    signUp("anna@reader.example", "");
    String link = Site.link(site.mails().getFirst(), "/c/");
    site.clock.advance(Duration.ofDays(7).plusSeconds(1));
    String before = site.state();

    HttpResponse<String> answer = site.post(link, "");

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body()).contains("This link has run out");
    assertThat(site.get(link).statusCode()).isEqualTo(410);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void aUsedLinkDoesNotBringBackAReaderWhoLeft() {
    signUp("anna@reader.example", "");
    String old = Site.link(site.mails().getFirst(), "/c/");
    site.post(old, "");
    site.post(site.unsubscribePath(anna()), "");

    assertThat(site.post(old, "").statusCode()).isEqualTo(410);
    signUp("anna@reader.example", "");
    assertThat(site.post(old, "").statusCode()).isEqualTo(410);
    assertThat(site.post(Site.link(site.mails().getLast(), "/c/"), "").statusCode()).isEqualTo(200);
    assertThat(site.preferences(anna()).subscribed()).isTrue();
  }

  @Test
  void forgedAndForeignTokensAreNotFound() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    for (String path : List.of("/c/forged", site.unsubscribePath(anna).replace("/u/", "/c/"))) {
      assertThat(site.get(path).statusCode()).isEqualTo(404);
      assertThat(site.post(path, "").statusCode()).isEqualTo(404);
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void nobodyLearnsWhoReadsWhat() {
    site.reader("known");
    SubscriberId complained = site.reader("complained");
    site.suppress(complained, SuppressionReason.COMPLAINT);

    HttpResponse<String> unknown = signUp("unknown@reader.example", "");
    for (String address : List.of("known@reader.example", "complained@reader.example")) {
      HttpResponse<String> answer = signUp(address, "");
      assertThat(answer.statusCode()).isEqualTo(unknown.statusCode());
      assertThat(answer.body()).isEqualTo(unknown.body());
      assertThat(headers(answer)).isEqualTo(headers(unknown));
    }
    assertThat(site.mails()).hasSize(1);
  }

  @Test
  void atMostThreeMailsADayGoToOneAddress() {
    for (int i = 0; i < 5; i++) {
      assertThat(signUp("anna@reader.example", "").statusCode()).isEqualTo(303);
    }
    assertThat(site.mails()).hasSize(3);

    site.clock.advance(Duration.ofHours(25));
    signUp("anna@reader.example", "");
    assertThat(site.mails()).hasSize(4);
    assertThat(site.post(Site.link(site.mails().get(1), "/c/"), "").statusCode()).isEqualTo(200);
  }

  @Test
  void malformedAddressesAreRefusedByTheFieldAndKept() {
    for (String address :
        List.of(
            "",
            "anna",
            "anna@",
            "@reader.example",
            "a b@reader.example",
            "a@b@reader.example",
            "anna@reader..example",
            "anna@reader.example\r\nBcc: x@evil.example",
            "<anna@reader.example>",
            "x".repeat(65) + "@reader.example")) {
      HttpResponse<String> answer = signUp(address, "");
      assertThat(answer.statusCode()).as(address).isEqualTo(422);
      assertThat(answer.body())
          .contains("aria-invalid=\"true\"", "error-morning-briefing", "name@example.org");
    }
    assertThat(signUp("anna@@x\"><script>", "").body())
        .contains("value=\"anna@@x&quot;&gt;&lt;script&gt;\"");
    assertThat(site.state()).isEmpty();
  }

  @Test
  void machinesThatFillInTheHiddenFieldLearnAndChangeNothing() {
    HttpResponse<String> answer = signUp("bot@reader.example", "website=http%3A%2F%2Fx");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(site.state()).isEmpty();
  }

  @Test
  void tooManySignUpsOfOneMailboxOrNetworkAreAskedToWait() {
    site.start(Map.of("web.sign-ups-per-network", "6", "web.sign-ups-per-address", "2"));
    assertThat(signUp("an.na@reader.example", "").statusCode()).isEqualTo(303);
    assertThat(signUp("anna+1@reader.example", "").statusCode()).isEqualTo(303);
    assertThat(signUp("anna+2@reader.example", "").statusCode()).isEqualTo(429);

    assertThat(signUp("b@reader.example", "").statusCode()).isEqualTo(303);
    assertThat(signUp("c@reader.example", "").statusCode()).isEqualTo(303);
    assertThat(signUp("d@reader.example", "").statusCode()).isEqualTo(303);
    HttpResponse<String> seventh = signUp("e@reader.example", "");
    assertThat(seventh.statusCode()).isEqualTo(429);
    assertThat(seventh.body()).contains("Please wait a little");

    site.clock.advance(Duration.ofHours(1));
    assertThat(signUp("e@reader.example", "").statusCode()).isEqualTo(303);
  }

  @Test
  void theClientsNetworkIsBelievedOnlyFromOurOwnProxies() {
    site.start(Map.of("web.trusted-proxies", "127.0.0.0/8, 10.1.0.0/16"));
    site.send(
        "POST",
        "/sign-up",
        HttpRequest.BodyPublishers.ofString(form("anna@reader.example", "")),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "X-Forwarded-For",
        "203.0.113.99, 198.51.100.7, 10.1.2.3");
    assertThat(row("SELECT network_prefix FROM consent_record")).isEqualTo("198.51.100.0/24");
  }

  @Test
  void theMailSpeaksTheLanguageOfTheForm() {
    for (String language : List.of("en", "cy", "fr", "de")) {
      signUp("r" + language + "@reader.example", "lang=" + language);
    }
    assertThat(site.mails().stream().map(mail -> mail.header("Subject")))
        .containsExactly(
            "Please confirm: Morning Briefing",
            "Cadarnhewch, os gwelwch yn dda: Morning Briefing",
            "Merci de confirmer : Morning Briefing",
            "Bitte bestätigen: Morning Briefing");
  }

  @Test
  void theFacadeTellsAForgedTokenFromAnExpiredOne() {
    assertThat(site.subscribers().confirm("x", new Provenance("link", Site.NOW, null, null)))
        .isEqualTo(new Confirmation.Invalid());
  }

  private HttpResponse<String> signUp(String address, String more) {
    return site.post("/sign-up", form(address, more));
  }

  private static String form(String address, String more) {
    return "newsletter=morning-briefing&address="
        + java.net.URLEncoder.encode(address, java.nio.charset.StandardCharsets.UTF_8)
        + (more.isEmpty() ? "" : "&" + more);
  }

  private SubscriberId anna() {
    return site.subscribers()
        .byAddress(new org.paperround.mail.EmailAddress("anna", "reader.example"))
        .orElseThrow();
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
