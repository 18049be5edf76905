package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.UnsubscribeCause;

/// "Yes, keep it" takes a press; opening the link does nothing.
class KeepPagesTest {
  @RegisterExtension final Site site = new Site();

  @Test
  void getShowsWhatCanBeDoneAndChangesNothing() {
    SubscriberId anna = slowed("anna");
    String before = site.state();

    HttpResponse<String> page = site.get(path(anna));
    for (int i = 0; i < 10; i++) {
      site.get(path(anna));
    }

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Keep Morning Briefing?", "a***@reader.example", "<form method=\"post\">")
        .contains("/p/", "/u/")
        .doesNotContain("anna@");
    assertThat(site.state()).isEqualTo(before);
    assertThat(site.preferences(anna).days()).containsExactly(DayOfWeek.MONDAY);
  }

  @Test
  void aPressBringsItBackAsItWasAndASecondDoesNoMore() {
    SubscriberId anna = slowed("anna");

    HttpResponse<String> answer = site.post(path(anna), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Thank you", "Morning Briefing goes on as you chose it.");
    assertThat(site.preferences(anna).days()).isEqualTo(EnumSet.allOf(DayOfWeek.class));
    assertThat(site.records(anna))
        .endsWith(
            "changed said that it is still wanted",
            "changed days 127; paused until unset; as it was before");
    String after = site.state();
    assertThat(site.post(path(anna), "").statusCode()).isEqualTo(200);
    assertThat(site.state()).isEqualTo(after);
  }

  @Test
  void whoLeftIsToldSoAndNotBroughtBack() {
    SubscriberId anna = slowed("anna");
    site.subscribers()
        .unsubscribe(
            anna,
            Site.BRIEFING,
            UnsubscribeCause.PAGE,
            new org.paperround.subscriber.Provenance("link", Site.NOW, null, null));
    String before = site.state();

    assertThat(site.get(path(anna)).body()).contains("You are not subscribed");
    assertThat(site.post(path(anna), "").body()).contains("You are not subscribed");

    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void noOtherTokenKeeps() {
    SubscriberId anna = slowed("anna");
    String before = site.state();
    String unsubscribe = site.unsubscribePath(anna).substring("/u/".length());

    for (String token : Set.of("forged", unsubscribe)) {
      assertThat(site.get("/k/" + token).statusCode()).isEqualTo(404);
      assertThat(site.post("/k/" + token, "").statusCode()).isEqualTo(404);
    }

    assertThat(site.state()).isEqualTo(before);
  }

  private String path(SubscriberId reader) {
    return Site.path(
        site.links().keepUrl(reader, Site.BRIEFING, EmailAddress.of("anna@reader.example")));
  }

  /// One who was asked, gave no answer, and gets it on Mondays now.
  private SubscriberId slowed(String name) {
    SubscriberId reader = site.reader(name);
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              "UPDATE subscription SET days = 1 WHERE subscriber_id = ?", reader.value());
          handle.execute(
              "INSERT INTO sunset (subscriber_id, newsletter_id, stage, since, days_before,"
                  + " days_set) VALUES (?, 1, 'slower', '2026-05-01', '{1,2,3,4,5,6,7}', '{1}')",
              reader.value());
        });
    return reader;
  }
}
