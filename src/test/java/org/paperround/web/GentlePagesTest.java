package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.SubscriberId;

/// Less of it in one press, and back in one press.
class GentlePagesTest {
  private static final Pattern UNDO = Pattern.compile("name=\"change\" value=\"(\\d+)\"");

  @RegisterExtension final Site site = new Site();

  @Test
  void thePageOffersLessBesideTheButtonThatStopsIt() {
    SubscriberId anna = site.reader("anna");
    String page = site.get(site.unsubscribePath(anna)).body();
    String preferences = site.unsubscribePath(anna);

    assertThat(page)
        .contains(
            "action=\"" + preferences + "/weekly\"",
            "action=\"" + preferences + "/pause\"",
            "value=\"2w\"",
            "value=\"1m\"");
    assertThat(page.indexOf("<form method=\"post\">"))
        .as("never in its way")
        .isLessThan(page.indexOf("/weekly"));
  }

  @Test
  void onceAWeekIsTheLastOfTheDaysSoFarAndTheFormerDaysComeBack() {
    SubscriberId anna = site.reader("anna");

    HttpResponse<String> page = site.post(site.unsubscribePath(anna) + "/weekly", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Once a week from now on", "Sunday");
    assertThat(site.preferences(anna).days()).containsExactly(DayOfWeek.SUNDAY);
    assertThat(site.get(site.unsubscribePath(anna)).body()).doesNotContain("/weekly");

    site.post(site.unsubscribePath(anna) + "/weekly", undo(page));

    assertThat(site.preferences(anna).days()).isEqualTo(EnumSet.allOf(DayOfWeek.class));
    assertThat(site.records(anna)).endsWith("changed days 64", "changed days 127");
  }

  @Test
  void theDayIsOneOnWhichTheNewsletterComes() {
    Set<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);
    Set<DayOfWeek> working = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    assertThat(GentlePages.weekly(all, working)).isEqualTo(DayOfWeek.FRIDAY);
    assertThat(GentlePages.weekly(Set.of(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY), working))
        .isEqualTo(DayOfWeek.TUESDAY);
    assertThat(GentlePages.weekly(Set.of(DayOfWeek.SUNDAY), working)).isEqualTo(DayOfWeek.SUNDAY);
  }

  @Test
  void aPauseEndsInTheMorningOfTheReadersDayAndCanBeUndone() {
    SubscriberId anna = site.reader("anna");
    String pause = site.unsubscribePath(anna) + "/pause";

    HttpResponse<String> page = site.post(pause, "for=2w");

    assertThat(page.body()).contains("until Monday, 15 June 2026");
    assertThat(site.preferences(anna).pausedUntil())
        .isEqualTo(Instant.parse("2026-06-14T23:00:00Z"));

    HttpResponse<String> longer = site.post(pause, "for=1m");
    assertThat(longer.body()).contains("Wednesday, 1 July 2026");
    assertThat(site.post(pause, undo(page)).statusCode())
        .as("only the last one can be undone")
        .isEqualTo(422);
    assertThat(site.post(pause, undo(longer)).body()).contains("as it was");
    assertThat(site.preferences(anna).pausedUntil())
        .as("the undo of the second is the first")
        .isEqualTo(Instant.parse("2026-06-14T23:00:00Z"));
  }

  @Test
  void aPauseWhereNoneWasIsUndoneToNone() {
    SubscriberId anna = site.reader("anna");
    String pause = site.unsubscribePath(anna) + "/pause";

    site.post(pause, undo(site.post(pause, "for=2w")));

    assertThat(site.preferences(anna).pausedUntil()).isNull();
  }

  @Test
  void nothingElseOfAReadersChoicesChanges() {
    SubscriberId anna = site.reader("anna");
    Preferences chosen =
        new Preferences(
            anna,
            Site.BRIEFING,
            "a***@reader.example",
            "Anna",
            true,
            Set.of(Interest.parse("topic:Rail")),
            Set.of(Mute.parse("2026-12-24/section:sport")),
            21,
            EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            5,
            null,
            ZoneId.of("Asia/Kolkata"),
            Locale.GERMAN,
            true,
            new AlertWishes(new QuietHours(23, 6), 5, true),
            true);
    site.subscribers().changePreferences(chosen, new Provenance("form", Site.NOW, null, null));
    assertThat(site.preferences(anna)).isEqualTo(chosen);

    site.post(site.unsubscribePath(anna) + "/pause", "for=1m&tracking=&name=x");
    HttpResponse<String> weekly =
        site.post(site.unsubscribePath(anna) + "/weekly", "hour=1&follow=topic%3AX");

    assertThat(site.preferences(anna).pausedUntil()).isNotNull();
    assertThat(site.preferences(anna).days()).containsExactly(DayOfWeek.FRIDAY);
    assertThat(site.preferences(anna))
        .usingRecursiveComparison()
        .ignoringFields("days", "pausedUntil")
        .isEqualTo(chosen);
    site.post(site.unsubscribePath(anna) + "/weekly", undo(weekly));
    assertThat(site.preferences(anna).pausedUntil()).as("the pause before it").isNotNull();
    assertThat(site.preferences(anna))
        .usingRecursiveComparison()
        .ignoringFields("pausedUntil")
        .isEqualTo(chosen);
  }

  @Test
  void whatNoPageOfOursOffersChangesNothing() {
    SubscriberId anna = site.reader("anna");
    String preferences = site.unsubscribePath(anna);
    String before = site.state();

    Map.of(
            "/pause", List.of("", "for=", "for=10y", "change=x", "change=1"),
            "/weekly", List.of("change=", "change=-1", "change=%0d%0aX:%20y"))
        .forEach((path, forms) -> {
          for (String form : forms) {
            HttpResponse<String> answer = site.post(preferences + path, form);
            assertThat(answer.statusCode()).as(form).isEqualTo(422);
            assertThat(answer.headers().map()).as(form).doesNotContainKey("x");
          }
        });

    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void alertsHaveNoWeek() {
    Newsletter briefing = site.engine().newsletters().get(Site.BRIEFING);
    NewsletterId alerts =
        site.engine().newsletters().define(briefing.alerting("now", "Now", "Now.")).id();
    SubscriberId anna = site.reader(alerts, "anna");
    String before = site.state();

    assertThat(site.get(Site.path(site.links().unsubscribeUrl(anna, alerts))).body())
        .doesNotContain("/weekly")
        .contains("/pause");
    assertThat(
            site.post(Site.path(site.links().unsubscribeUrl(anna, alerts)) + "/weekly", "")
                .statusCode())
        .isEqualTo(422);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void otherTokensAndReadersWhoLeftChangeNothing() {
    SubscriberId anna = site.reader("anna");
    String preferences = site.preferencesPath(anna).replace("/p/", "/u/");
    assertThat(site.post(preferences + "/pause", "for=2w").statusCode()).isEqualTo(404);
    assertThat(site.post("/u/x/weekly", "").statusCode()).isEqualTo(404);
    site.post(site.unsubscribePath(anna), "");
    String before = site.state();

    HttpResponse<String> answer = site.post(site.unsubscribePath(anna) + "/pause", "for=2w");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("You are not subscribed");
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whoLoadsTheAnswerAnewComesToThePageBefore() {
    SubscriberId anna = site.reader("anna");
    String path = site.unsubscribePath(anna);

    assertThat(site.get(path + "/pause?lang=de&x=1").headers().firstValue("Location"))
        .contains(path + "?lang=de");
    assertThat(site.get(path + "/weekly?lang=%0d%0aX:y").headers().firstValue("Location"))
        .contains(path);
  }

  private static String undo(HttpResponse<String> page) {
    Matcher change = UNDO.matcher(page.body());
    assertThat(change.find()).as(page.body()).isTrue();
    return "change=" + change.group(1);
  }
}
