package org.paperround.web;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

class RightsPagesTest {
  @RegisterExtension final Site site = new Site();

  @Test
  void theReceiptSaysWhatWasAgreedToWhenHowAndInWhichWords() {
    SubscriberId anna = site.reader("anna");
    site.post(site.preferencesPath(anna), "frequency=every&hour=7&name=Ann&tracking=yes");
    site.post(site.unsubscribePath(anna), "");

    String page = site.get(site.preferencesPath(anna) + "/receipt").body();

    assertThat(page)
        .containsSubsequence(
            "Morning Briefing ended",
            "through a link in a mail",
            "You allowed us to count what you open",
            "Count which stories I open from the mail",
            "You changed the hour, your name",
            "1 June 2026",
            "127.0.0.0/24",
            "You were signed up for Morning Briefing from another list")
        .contains("a***@reader.example")
        .doesNotContain("anna@");
  }

  @Test
  void theReceiptGoesBackToTheFirstRecord() {
    SubscriberId anna = site.reader("anna");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                INSERT INTO consent_record (subscriber_id, newsletter_id, event, detail, method, at, locale)
                SELECT ?, 1, 'changed', 'hour 7', 'link', TIMESTAMPTZ '2026-06-02 06:00Z' + n * interval '1 minute', 'en'
                FROM generate_series(1, 250) AS n
                """,
                anna.value()));
    String path = site.preferencesPath(anna) + "/receipt";
    List<String> times = new ArrayList<>();
    Optional<String> next = Optional.of("");
    for (int i = 0; i < 5 && next.isPresent(); i++) {
      String page = site.get(path + next.get()).body();
      Pattern.compile("datetime=\"([^\"]+)\"")
          .matcher(page)
          .results()
          .forEach(time -> times.add(time.group(1)));
      next =
          Pattern.compile("href=\"([^\"]+)\" rel=\"next\"")
              .matcher(page)
              .results()
              .findFirst()
              .map(link -> link.group(1).replace("&amp;", "&"));
    }

    assertThat(times).hasSize(251).doesNotHaveDuplicates().isSortedAccordingTo(reverseOrder());
    assertThat(site.get(path + "?skip=200").body()).contains("from another list");
    assertThat(site.get(path + "?skip=x").body()).isEqualTo(site.get(path).body());
  }

  @Test
  void theReceiptSaysOnWhichPageAndForWhichReason() {
    site.post(
        "/sign-up",
        "newsletter=morning-briefing&address=anna%40reader.example"
            + "&source=https%3A%2F%2Fportal.example%2Fa");
    site.post(Site.link(site.mails().getFirst(), "/c/"), "");
    SubscriberId anna =
        site.subscribers().byAddress(EmailAddress.of("anna@reader.example")).orElseThrow();
    site.post(site.preferencesPath(anna) + "/address", "address=anna%40new.example");
    site.bounce(anna);
    site.suppress(anna, SuppressionReason.COMPLAINT);

    String page = site.get(site.preferencesPath(anna) + "/receipt?lang=en").body();

    assertThat(page)
        .containsSubsequence(
            "Morning Briefing ended",
            "because mail was reported as unwanted",
            "We stopped writing to your address",
            "because mail was reported as unwanted",
            "We stopped writing to your address",
            "because mail to it came back",
            "You asked to move to another address",
            "You confirmed Morning Briefing",
            "through a link in a mail",
            "You asked for Morning Briefing",
            "on a sign-up page: https://portal.example/a")
        .doesNotContain("news.example/c/", "hard_bounce", "by our mail system");
  }

  @Test
  void everyEventAndFieldHasAName() {
    SubscriberId anna = site.reader("anna");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                INSERT INTO consent_record (subscriber_id, newsletter_id, event, detail, method, at, locale)
                SELECT ?, 1, event, 'alerts a day 3; alerts of follows only true; quiet hours 1 to 2', 'form', now(), 'en'
                FROM unnest(ARRAY['requested', 'confirmed', 'imported', 'changed', 'tracking_granted',
                  'tracking_withdrawn', 'ended', 'suppressed', 'unsuppressed']) AS event
                """,
                anna.value()));

    String page = site.get(site.preferencesPath(anna) + "/receipt").body();

    assertThat(page)
        .contains("You changed the number of alerts, which alerts come, the quiet hours")
        .doesNotContain("_granted", "unsuppressed<", ">requested<");
  }

  @Test
  void whatIsHeldIsShownAndCanBeTakenAlong() throws Exception {
    SubscriberId anna = site.reader("anna");
    assertThat(site.get(site.preferencesPath(anna) + "/data").body())
        .contains(
            "Your address, your name and what you chose",
            "Newsletters",
            "What you opened",
            "Mails of newsletters",
            "Other mails",
            "a***@reader.example")
        .doesNotContain("anna@", ">clicks<", ">deliveries<", ">mails<");

    HttpResponse<String> export = site.post(site.preferencesPath(anna) + "/export", "");

    assertThat(export.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"my-data.json\"");
    JsonNode held = new ObjectMapper().readTree(export.body());
    assertThat(held.at("/person/address").asText()).isEqualTo("anna@reader.example");
    assertThat(held.at("/subscriptions/0/newsletter").asText()).isEqualTo("morning-briefing");
    assertThat(site.get(site.preferencesPath(anna) + "/export").statusCode()).isEqualTo(405);
  }

  @Test
  void erasureNeedsATickAndIsWhole() {
    SubscriberId anna = site.reader("anna");
    site.post(site.preferencesPath(anna), "frequency=every&name=Wilhelmina");
    site.post(site.preferencesPath(anna) + "/address", "address=mina%40new.example");
    String path = site.preferencesPath(anna);
    String before = site.state();

    HttpResponse<String> unsure = site.post(path + "/erase", "");
    assertThat(unsure.statusCode()).isEqualTo(422);
    assertThat(unsure.body()).contains("Please tick the box first");
    assertThat(site.state()).isEqualTo(before);

    assertThat(site.post(path + "/erase", "sure=yes").body()).contains("Everything is erased");

    assertThat(site.state()).doesNotContain("anna@", "Wilhelmina", "mina@");
    assertThat(site.subscribers().byAddress(EmailAddress.of("anna@reader.example"))).isEmpty();
    for (String page : List.of("", "/receipt", "/data", "/address")) {
      assertThat(site.get(path + page).statusCode()).as(page).isEqualTo(404);
    }
    assertThat(site.post(path + "/export", "").statusCode()).isEqualTo(404);
    assertThat(site.post(site.unsubscribePath(anna), "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatCouldBeUndoneIsErasedTooAndNoUndoBringsItBack() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);
    site.post(path, "frequency=every&hour=7&name=Wilhelmina");
    String saved =
        site.post(path, "frequency=every&hour=8&name=Ann")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    long change = Long.parseLong(saved.substring(saved.lastIndexOf('=') + 1));
    assertThat(site.state()).as("the name before, for a day").contains("Wilhelmina");

    site.post(path + "/erase", "sure=yes");

    String erased = site.state();
    assertThat(erased).doesNotContain("Wilhelmina", "change (");
    assertThat(site.post(path + "/undo", "change=" + change).statusCode()).isEqualTo(404);
    assertThat(
            site.subscribers()
                .undo(
                    new ReaderLinks.Named(anna, Site.BRIEFING),
                    change,
                    new Provenance("link", Site.NOW, null, null)))
        .isEmpty();
    assertThat(site.state()).isEqualTo(erased);
  }

  @Test
  void anotherTokenOpensNothing() {
    SubscriberId anna = site.reader("anna");
    String unsubscribe = site.unsubscribePath(anna).replace("/u/", "/p/");
    String before = site.state();

    for (String page : List.of("/receipt", "/data")) {
      assertThat(site.get(unsubscribe + page).statusCode()).isEqualTo(404);
    }
    assertThat(site.post(unsubscribe + "/export", "").statusCode()).isEqualTo(404);
    assertThat(site.post(unsubscribe + "/erase", "sure=yes").statusCode()).isEqualTo(404);
    assertThat(site.state()).isEqualTo(before);
  }
}
