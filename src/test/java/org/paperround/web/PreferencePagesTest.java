package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;

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
    assertThat(saved.headers().firstValue("Location").orElseThrow())
        .matches(Pattern.quote(site.preferencesPath(anna)) + "\\?saved=\\d+");
    assertThat(site.preferences(anna))
        .isEqualTo(
            new Preferences(
                anna,
                Site.BRIEFING,
                "a***@reader.example",
                "Anna",
                true,
                Set.of(Interest.parse("section:politics")),
                Set.of(Mute.parse("topic:Rail")),
                7,
                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                5,
                null,
                ZoneId.of("Europe/Paris"),
                Locale.of("cy"),
                true,
                AlertWishes.STANDARD,
                false));
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

  @Test
  void aRhythmStandsForItsDays() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);

    site.post(path, "frequency=weekdays&day=7");
    assertThat(site.preferences(anna).days())
        .isEqualTo(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    assertThat(site.get(path).body()).contains("value=\"weekdays\" checked");

    site.post(path, "frequency=weekly&weekday=7&day=1");
    assertThat(site.preferences(anna).days()).containsExactly(DayOfWeek.SUNDAY);
    assertThat(site.get(path).body()).contains("value=\"weekly\" checked");

    site.post(path, "frequency=every");
    assertThat(site.preferences(anna).days()).hasSize(7);
    site.post(path, "frequency=days&day=2&day=4");
    assertThat(site.preferences(anna).days())
        .containsExactlyInAnyOrder(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY);
    String before = site.state();
    assertThat(site.post(path, "frequency=weekly").statusCode()).isEqualTo(422);
    assertThat(site.post(path, "frequency=hourly").statusCode()).isEqualTo(422);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void aPauseEndsWhereTheReaderIs() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);

    site.post(path, DAYS + "&pause=2&zone=Asia%2FTokyo");
    // The first of June, 05:00 UTC, is the same day in Tokyo.
    assertThat(site.preferences(anna).pausedUntil())
        .isEqualTo(Instant.parse("2026-06-14T15:00:00Z"));
    assertThat(site.get(path).body()).contains("nothing comes before 15 June 2026");

    site.post(path, DAYS + "&pause=as-it-is&zone=Asia%2FTokyo");
    assertThat(site.preferences(anna).pausedUntil())
        .isEqualTo(Instant.parse("2026-06-14T15:00:00Z"));
    site.post(path, DAYS + "&pause=date&pause-until=2026-12-24&zone=Asia%2FTokyo");
    assertThat(site.preferences(anna).pausedUntil())
        .isEqualTo(Instant.parse("2026-12-23T15:00:00Z"));
    site.post(path, DAYS + "&pause=");
    assertThat(site.preferences(anna).pausedUntil()).isNull();
  }

  @Test
  void aPauseWithoutADateIsRefusedByTheFieldAndTheRestIsKept() {
    SubscriberId anna = site.reader("anna");
    String before = site.state();

    for (String date : new String[] {"", "2026-06-01", "2027-06-02", "soon"}) {
      HttpResponse<String> page =
          site.post(site.preferencesPath(anna), DAYS + "&name=Ann&pause=date&pause-until=" + date);

      assertThat(page.statusCode()).as(date).isEqualTo(422);
      assertThat(page.body()).contains("between tomorrow and a year from now", "value=\"Ann\"");
    }
    assertThat(site.post(site.preferencesPath(anna), DAYS + "&pause=500").statusCode())
        .isEqualTo(422);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void theLastChangeCanBeUndoneForADayAndSoCanTheUndoing() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);
    Preferences first = site.preferences(anna);
    String saved = location(site.post(path, DAYS + "&hour=7&name=Anna&text-only=yes&tracking=yes"));
    Preferences second = site.preferences(anna);
    assertThat(site.get(saved).body()).contains("Saved.", "Undo", path + "/undo");

    String undone = location(site.post(path + "/undo", "change=" + number(saved)));

    assertThat(site.preferences(anna)).isEqualTo(first);
    assertThat(site.records(anna))
        .endsWith(
            "changed hour 7; text only true; name",
            "tracking_granted",
            "changed hour unset; text only false; name",
            "tracking_withdrawn undo");
    site.post(path + "/undo", "change=" + number(undone));
    assertThat(site.preferences(anna)).isEqualTo(second);
  }

  @Test
  void whatWasChangedSinceOrByAnotherOrLongAgoIsNotUndone() {
    SubscriberId anna = site.reader("anna");
    SubscriberId ben = site.reader("ben");
    String path = site.preferencesPath(anna);
    String old = location(site.post(path, DAYS + "&hour=7"));
    String last = location(site.post(path, DAYS + "&hour=8"));
    String before = site.state();

    site.post(path + "/undo", "change=" + number(old));
    site.post(site.preferencesPath(ben) + "/undo", "change=" + number(last));
    site.post(path + "/undo", "change=x");
    site.get(last);
    site.get(path + "/undo?change=" + number(last));
    site.clock.advance(Duration.ofDays(1).plusSeconds(1));
    site.post(path + "/undo", "change=" + number(last));

    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void oneMoreNewsletterNeedsNoMailButAnAddressThatBounced() {
    SubscriberId anna = site.reader("anna");
    Newsletter evening = site.another("evening");
    String path = site.preferencesPath(anna);
    assertThat(site.get(path).body()).contains("The Briefing", "Send me The Briefing too");

    String joined = location(site.post(path + "/newsletters", "newsletter=evening"));

    assertThat(site.get(joined).body())
        .contains("The Briefing comes to you too", "Change what you get of The Briefing");
    assertThat(site.subscribers().subscribedTo(anna)).containsExactly(Site.BRIEFING, evening.id());
    assertThat(site.mailKinds()).containsExactly("welcome");
    assertThat(site.records(anna)).endsWith("confirmed");
    String once = site.state();
    site.post(path + "/newsletters", "newsletter=evening");
    site.post(path + "/newsletters", "newsletter=morning-briefing");
    assertThat(site.state()).as("a second press does nothing").isEqualTo(once);

    SubscriberId ben = site.reader("ben");
    site.bounce(ben);
    String asked =
        location(site.post(site.preferencesPath(ben) + "/newsletters", "newsletter=evening"));
    assertThat(site.get(asked).body()).contains("a mail is on its way");
    assertThat(site.subscribers().subscribedTo(ben)).containsExactly(Site.BRIEFING);
    assertThat(site.mailKinds()).containsExactly("welcome", "confirm");
  }

  @Test
  void aNewsletterThatIsNotOnOfferCannotBeJoined() {
    SubscriberId anna = site.reader("anna");
    site.engine()
        .newsletters()
        .define(NewsletterFixture.BRIEFING.slug("withdrawn").active(false).build());
    String before = site.state();

    site.post(site.preferencesPath(anna) + "/newsletters", "newsletter=nothing");
    site.post("/p/forged/newsletters", "newsletter=morning-briefing");
    site.post(site.preferencesPath(anna) + "/newsletters", "newsletter=withdrawn");
    assertThat(site.get(site.preferencesPath(anna)).body()).doesNotContain("withdrawn");

    assertThat(site.state()).isEqualTo(before);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String number(String location) {
    return location.substring(location.lastIndexOf('=') + 1);
  }
}
