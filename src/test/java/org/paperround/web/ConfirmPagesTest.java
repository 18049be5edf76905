package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.StoryFixture;

/// One press confirms; what is asked beside the button may be left alone, and is stored with it.
class ConfirmPagesTest {
  private static final Interest SPORT = new Interest(Interest.Kind.SECTION, "sport");

  @RegisterExtension final Site site = new Site();

  @Test
  void onePressIsEnoughAndSaysWhenTheFirstMailComes() {
    String link = signUp("zone=America%2FNew_York");

    HttpResponse<String> answer = site.post(link, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("The next one comes on Tuesday 2 June 2026 at about 01:00 (America/New York).");
    assertThat(site.records(anna())).containsExactly("requested", "confirmed");
  }

  @Test
  void theAnswersAreStoredWithTheConfirmationAndTheWelcomeSpeaksTheLanguageChosen() {
    String link = signUp("");

    HttpResponse<String> answer =
        site.post(
            link,
            "zone=Asia%2FTokyo&hour=16&day[]=1&day[]=5&language=de&follow[]=section%3Asport"
                + "&follow[]=topic%3ANHS");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Freitag, 5. Juni 2026 gegen 16:00 Uhr (Asia/Tokyo)")
        .contains("lang=\"de\"");
    Preferences stored = site.preferences(anna());
    assertThat(stored.subscribed()).isTrue();
    assertThat(stored.hour()).isEqualTo(16);
    assertThat(stored.days()).isEqualTo(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    assertThat(stored.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(stored.locale()).isEqualTo(Locale.GERMAN);
    assertThat(stored.follows()).isEqualTo(Set.of(SPORT, new Interest(Interest.Kind.TOPIC, "NHS")));
    assertThat(site.records(anna()))
        .containsExactly(
            "requested",
            "confirmed",
            "changed hour 16; days 17; zone Asia/Tokyo; language de; follows");
    assertThat(site.mails().getLast().header("Subject"))
        .isEqualTo("Morning Briefing: Sie sind angemeldet");
  }

  @Test
  void noDayTickedMeansEveryDay() {
    site.post(signUp(""), "zone=Europe%2FLondon&hour=");
    assertThat(site.preferences(anna()).days()).isEqualTo(EnumSet.allOf(DayOfWeek.class));
    assertThat(site.records(anna())).containsExactly("requested", "confirmed");
  }

  @Test
  void answersThatThePageDoesNotOfferConfirmNobody() {
    String link = signUp("");
    String before = site.state();
    for (String form :
        List.of(
            "zone=Nowhere",
            "zone=Europe%2FLondon&hour=24",
            "zone=Europe%2FLondon&hour=x",
            "zone=Europe%2FLondon&hour=&day=8",
            "zone=Europe%2FLondon&language=xx",
            "zone=Europe%2FLondon&follow=everything")) {
      assertThat(site.post(link, form).statusCode()).as(form).isEqualTo(422);
      assertThat(site.get(link + "/preview?" + form).statusCode()).as(form).isEqualTo(422);
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void aLinkThatRanOutStoresNoAnswers() {
    String link = signUp("");
    site.clock.advance(Duration.ofDays(8));
    String before = site.state();
    assertThat(site.post(link, "zone=Asia%2FTokyo&hour=7").statusCode()).isEqualTo(410);
    assertThat(site.get(link + "/preview").statusCode()).isEqualTo(404);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whatAReaderChoseForOtherNewslettersStays() {
    SubscriberId anna = site.reader("anna");
    site.post(
        site.preferencesPath(anna),
        "day=1&hour=9&name=Anna&mute=section%3Apolitics&tracking=yes&zone=Asia%2FTokyo");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscriber SET mutes = mutes || '2026-01-01/section:world'::text WHERE id ="
                    + " ?",
                anna.value()));
    Newsletter briefing = site.engine().newsletters().get(Site.BRIEFING);
    site.engine().newsletters().define(briefing.alerting("breaking", "Breaking", "What breaks."));
    site.post("/sign-up", "newsletter=breaking&address=anna%40reader.example");
    String link = confirmPath();

    assertThat(site.get(link).body())
        .as("the zone is not guessed again, and an alert has no hour")
        .doesNotContain("data-guess", "name=\"hour\"", "name=\"day");
    HttpResponse<String> answer =
        site.post(
            link,
            "zone=Asia%2FTokyo&follow=section%3Asport&follow=section%3Apolitics"
                + "&follow=section%3Aworld");
    assertThat(answer.body()).doesNotContain("The next one comes");

    Preferences stored = site.preferences(anna);
    assertThat(stored.name()).isEqualTo("Anna");
    assertThat(stored.follows())
        .as("what is muted stays away, until the mute is over")
        .containsExactlyInAnyOrder(SPORT, Interest.parse("section:world"));
    assertThat(stored.mutes()).contains(Mute.parse("section:politics"));
    assertThat(stored.trackingConsent()).isTrue();
    assertThat(stored.hour()).isEqualTo(9);
    assertThat(stored.days()).containsExactly(DayOfWeek.MONDAY);
  }

  @Test
  void thePreviewIsTheLatestEditionAsThisReaderWouldGetIt() {
    sendEdition();
    String link = signUp("");

    String page = site.get(link).body();
    assertThat(page).contains("The latest edition, as you would get it", ">Rail talks resume</a>");

    HttpResponse<String> plain = site.get(link + "/preview");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "form-action 'none'");
    assertThat(plain.body())
        .contains("Rail talks resume", "Morning Briefing")
        .doesNotContain("Because you follow Sport");
    HttpResponse<String> chosen =
        site.get(link + "/preview?zone=Europe%2FLondon&hour=&follow=section%3Asport");
    assertThat(chosen.body()).contains("Because you follow Sport", "A cup final in the rain");
    assertThat(site.get(link + "/preview?zone=Europe%2FLondon&language=de").body())
        .contains("Guten Morgen");
  }

  @Test
  void withoutAnEditionThePageGoesWithoutAPreview() {
    String link = signUp("");
    assertThat(site.get(link).body()).doesNotContain("as you would get it");
    assertThat(site.get(link + "/preview").body()).contains("There is no edition yet");
    assertThat(site.get("/c/forged/preview").statusCode()).isEqualTo(404);
  }

  @Test
  void scannersThatFetchEveryLinkTenTimesChangeNothing() {
    sendEdition();
    String link = signUp("");
    String before = site.state();
    for (String path : List.of(link, link + "/preview", link + "/preview?zone=Asia%2FTokyo")) {
      for (int i = 0; i < 10; i++) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
          site.send(method, path, HttpRequest.BodyPublishers.noBody());
        }
      }
    }
    assertThat(site.state()).isEqualTo(before);
  }

  private void sendEdition() {
    StoryFixture stories = new StoryFixture(site.database.get());
    Map<String, String> others =
        Map.of(
            "politics", "Rail talks resume",
            "climate", "A dry May",
            "wales", "The bridge reopens",
            "business", "Harbour plan approved",
            "culture", "Library hours cut",
            "health", "A new ward opens");
    others.forEach(
        (section, headline) -> stories.own(headline, section, Site.NOW.minusSeconds(1_000)));
    stories.own("A cup final in the rain", "sport", Site.NOW.minusSeconds(80_000));
    Edition edition =
        site.engine().editions().build(site.engine().newsletters().get(Site.BRIEFING), Site.NOW);
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute("UPDATE edition SET state = 'sent' WHERE id = ?", edition.id().value()));
  }

  /// Signs up and returns the path of the link in the mail.
  private String signUp(String more) {
    site.post(
        "/sign-up",
        "newsletter=morning-briefing&address=anna%40reader.example"
            + (more.isEmpty() ? "" : "&" + more));
    return confirmPath();
  }

  private String confirmPath() {
    return Site.link(site.mails().getLast(), "/c/");
  }

  private SubscriberId anna() {
    return site.subscribers().byAddress(EmailAddress.of("anna@reader.example")).orElseThrow();
  }
}
