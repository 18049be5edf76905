package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.SubscriberId;

class PreferencePagesTest {
  private static final String DAYS = "day=1&day=2&day=3&day=4&day=5&day=6&day=7";

  @RegisterExtension final Site site = new Site();

  @Test
  void whatIsChosenIsSavedAndShownAgain() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> saved =
        site.post(
            site.preferencesPath(anna),
            "hour=7&zone=Europe%2FParis&day=1&day=7&stories=5&follow=section%3Apolitics"
                + "&follow=topic%3ARail&mute=topic%3ARail&name=Anna&language=cy&tracking=yes");

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(saved.headers().firstValue("Location"))
        .contains(site.preferencesPath(anna) + "?saved=1");
    assertThat(site.preferences(anna))
        .isEqualTo(
            new Preferences(
                anna,
                Site.BRIEFING,
                "a***@reader.example",
                "Anna",
                true,
                Set.of(Interest.parse("section:politics")),
                Set.of(Interest.parse("topic:Rail")),
                7,
                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                5,
                null,
                ZoneId.of("Europe/Paris"),
                Locale.of("cy"),
                true,
                AlertWishes.STANDARD));
    String page = site.get(site.preferencesPath(anna) + "?saved=1&lang=en").body();
    assertThat(page)
        .contains("Saved.", "value=\"Europe/Paris\" selected", "value=\"Anna\"")
        .doesNotContain("anna@");
    assertThat(site.records(anna))
        .containsExactly(
            "imported test; opted in 2026-06-01T05:00:00Z",
            "changed hour 7; days 65; stories 5; zone Europe/Paris; language cy; name; follows;"
                + " mutes",
            "tracking_granted");
  }

  @Test
  void alertsHaveQuietHoursAndANumberADay() {
    SubscriberId anna = site.reader("anna");
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET kind = 'alert'"));
    String path = site.preferencesPath(anna);
    assertThat(site.get(path).body())
        .contains("No alert from", "value=\"22\" selected", "value=\"7\" selected", "up to 3")
        .doesNotContain("name=\"hour\"", "name=\"stories\"");

    site.post(path, DAYS + "&quiet-from=22&quiet-until=7");
    assertThat(site.preferences(anna).alerts()).isEqualTo(AlertWishes.STANDARD);
    site.post(path, DAYS + "&quiet-from=0&quiet-until=0&alerts=5&only-followed=yes");

    assertThat(site.preferences(anna).alerts())
        .isEqualTo(new AlertWishes(new QuietHours(0, 0), 5, true));
    assertThat(site.records(anna))
        .endsWith("changed quiet hours 0 to 0; alerts a day 5; alerts of follows only true");
    String before = site.state();
    for (String form : new String[] {"24", "1&alerts=21", "x"}) {
      int status = site.post(path, DAYS + "&quiet-until=0&quiet-from=" + form).statusCode();
      assertThat(status).as(form).isEqualTo(422);
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void trackingIsOffUntilTickedAndTheTickIsRecordedWithItsWording() {
    SubscriberId anna = site.reader("anna");
    assertThat(site.get(site.preferencesPath(anna)).body())
        .contains("<input type=\"checkbox\" name=\"tracking\" value=\"yes\">");

    site.post(site.preferencesPath(anna), DAYS + "&tracking=yes");

    String wording =
        site.database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT text FROM consent_record JOIN consent_wording w ON w.id = wording_id
                        WHERE event = 'tracking_granted'
                        """)
                    .mapTo(String.class)
                    .one());
    assertThat(wording).startsWith("Count which stories I open");
  }

  @Test
  void noDayIsRefusedByTheFieldAndTheRestIsKept() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    HttpResponse<String> page = site.post(site.preferencesPath(anna), "hour=9&name=Ann");

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("Please tick at least one day", "value=\"Ann\"", "value=\"9\" selected");
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void valuesThatThePageDoesNotOfferAreRefused() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    for (String form :
        new String[] {
          DAYS + "&follow=topic%3Aa%00b",
          DAYS + "&hour=25",
          DAYS + "&hour=x",
          DAYS + "&zone=Nowhere%2FLand",
          DAYS + "&stories=0",
          DAYS + "&stories=41",
          "day=8",
          DAYS + "&language=xx",
          DAYS + "&follow=everything",
          DAYS + "&follow=topic%3A" + "x".repeat(81)
        }) {
      assertThat(site.post(site.preferencesPath(anna), form).statusCode()).as(form).isEqualTo(422);
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void aNameCannotCarryHeaderLinesOrDirectionMarks() {
    SubscriberId anna = site.reader("anna");

    site.post(
        site.preferencesPath(anna),
        DAYS + "&name=Anna%0D%0ABcc%3A+x%40evil.example%00%E2%80%AE" + "y".repeat(80));

    assertThat(site.preferences(anna).name())
        .startsWith("Anna Bcc: x@evil.example y")
        .hasSize(60)
        .matches("[^\\p{Cc}\\p{Cf}]*");
  }

  @Test
  void markupInANameIsShownAsText() {
    SubscriberId anna = site.reader("anna");
    site.post(site.preferencesPath(anna), DAYS + "&name=%22%3E%3Cscript%3E%24%7B7*7%7D");

    assertThat(site.get(site.preferencesPath(anna)).body())
        .contains("&gt;&lt;script&gt;${7*7}")
        .doesNotContain("<script>$");
  }

  @Test
  void whoHasLeftIsShownTheWayBackAndCanChangeNothing() {
    SubscriberId anna = site.reader("anna");
    site.post(site.unsubscribePath(anna), "");
    String before = site.state();

    HttpResponse<String> page = site.post(site.preferencesPath(anna), DAYS + "&hour=9");

    assertThat(page.body()).contains("You are not subscribed", "Sign up again");
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void anUnsubscribeTokenDoesNotOpenPreferences() {
    SubscriberId anna = site.reader("anna");

    assertThat(site.get(site.unsubscribePath(anna).replace("/u/", "/p/")).statusCode())
        .isEqualTo(404);
  }
}
