package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.subscriber.SubscriberId;

/// One reader's page tells what is known of them, and looking at it changes nothing for them.
class DeskReaderPageTest {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  @RegisterExtension final Site site = new Site();

  private DeskLedger ledger;
  private Edition edition;
  private List<Card> front;
  private SubscriberId anna;
  private DeskBrowser publisher;

  @BeforeEach
  void readers() {
    ledger = new DeskLedger(site);
    edition = site.edition("collecting");
    front = site.engine().editions().pool(edition.id()).frontPage();
    anna = site.reader("anna");
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
  }

  @Test
  void whatTheyChoseIsSaidInWords() {
    site.post(
        site.preferencesPath(anna),
        "frequency=weekdays&hour=7&max-stories=5&follow=section%3Apolitics&language=en&zone=Europe%2FLondon");
    Document page = page();

    assertThat(page.select("h1").text()).isEqualTo("anna@reader.example number " + anna.value());
    assertThat(page.text())
        .contains("Morning Briefing Gets it since 1 Jun 2026, 05:00 UTC.")
        .contains("On weekdays, at 07:00");
    assertThat(page.select("#consent + ol li").first().text())
        .startsWith("Changed ")
        .contains("through a link in a mail");
  }

  @Test
  void whatTheyAgreedToIsThereTheLatestFirst() {
    site.post(site.unsubscribePath(anna), ONE_CLICK);

    assertThat(page().select("#consent + ol li > p:first-child").eachText())
        .containsExactly(
            "Left Morning Briefing: with the button of a mail program",
            "Was signed up for Morning Briefing from another list: test; opted in"
                + " 2026-06-01T05:00:00Z");
    assertThat(page().text()).contains("Has left it, 1 Jun 2026, 05:00 UTC: with the button");
  }

  @Test
  void aMailThatWentSaysItsStoriesWithSlotAndReason() {
    composed("front", "topic:NHS");

    Document page = page();

    assertThat(page.select("#mails + ol li h3").text()).startsWith("Morning Briefing, ");
    assertThat(page.select("#mails + ol li").text())
        .contains("sent", "The relay took it", "2 stories");
    assertThat(page.select("#mails + ol tbody tr").eachText())
        .containsExactly(
            "1, front page " + headline(0) + " politics front page",
            "2, front page " + headline(1) + " politics because they follow NHS");
  }

  @Test
  void aSkippedMailSaysWhy() {
    ledger.freeze(edition.id());
    site.post(site.unsubscribePath(anna), ONE_CLICK);
    site.engine().deliveries().tick();

    assertThat(page().select("#mails + ol li").text())
        .contains("skipped: they had left the newsletter");
  }

  @Test
  void aRefusalABounceAndAComplaintSayWhatWasSaid() {
    composed("front", "top");
    execute(
        "UPDATE delivery SET state = 6, reason = 42 WHERE subscriber_id = " + anna.value(),
        "UPDATE attempt SET outcome = 2, code = 550, enhanced = '5.1.1', relay = 'ses',"
            + " reply = 'no <b>such</b> user'");
    assertThat(page().select("#mails + ol li").text())
        .contains("failed: there is no such mailbox")
        .contains("The relay ses refused it: 550 5.1.1 no <b>such</b> user");

    execute(
        "UPDATE delivery SET state = 3, reason = NULL, bounced_at = claimed_at, bounce = 3 WHERE"
            + " subscriber_id = "
            + anna.value());
    site.subscribers()
        .complained(
            anna, Site.BRIEFING, edition.id().value(), "feedback report", site.clock.instant());

    assertThat(page().text())
        .contains("It came back on 1 Jun 2026, 05:00 UTC: mailbox full.")
        .contains("Its reader called it spam on 1 Jun 2026, 05:00 UTC.")
        .contains("Nothing is mailed to this address: its reader called a mail spam")
        .contains("What was said: feedback report");
  }

  @Test
  void whatClicksOnceToldIsNotSaidWithoutTheConsent() {
    ledger.consents(anna);
    composed("front", "reads:politics");
    assertThat(page().text()).contains("because they often read politics");

    execute("UPDATE subscriber SET tracking_consent = false");
    assertThat(page().text()).doesNotContain("often read");
  }

  @Test
  void olderMailsAreOnFurtherPages() {
    ledger.freeze(edition.id());
    for (int day = 1; day <= 21; day++) {
      site.clock.advance(Duration.ofHours(24));
      Edition next =
          site.engine()
              .editions()
              .build(site.engine().newsletters().get(Site.BRIEFING), site.clock.instant());
      execute(
          "INSERT INTO delivery (subscriber_id, edition_id, due_at, late_at, edition_date, slot,"
              + " state, reason) VALUES ("
              + anna.value()
              + ", "
              + next.id()
              + ", now(), now(), '"
              + next.date()
              + "', 1, 4, 2)");
    }
    publisher = DeskBrowser.signedIn(site, "other@news.example", Role.PUBLISHER);

    Document first = page();
    String older = first.select("a[rel=next]").attr("href");
    Document second = Jsoup.parse(publisher.get(older.replaceAll("#.*", "")).body());

    assertThat(first.select("#mails + ol > li")).hasSize(20);
    assertThat(second.select("#mails + ol > li")).hasSize(2);
    assertThat(second.select("a[rel=next]")).isEmpty();
    assertThat(second.select("#mails + ol > li").last().text()).contains("waits for its time");
  }

  @Test
  void aPastMailIsShownAgainAndNothingInItActsForItsReader() {
    composed("front", "section:politics");
    String before = site.state();

    Document page = Jsoup.parse(publisher.get(mailPath()).body());
    HttpResponse<String> frame = publisher.get(page.select("iframe").attr("src"));

    assertThat(page.select("iframe").attr("sandbox")).isEmpty();
    assertThat(frame.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .endsWith("sandbox");
    assertThat(frame.body()).contains(headline(0), headline(1));
    assertThat(page.select("pre").text()).contains(headline(0)).doesNotContain("anna@");
    for (String body : List.of(frame.body(), page.outerHtml())) {
      assertThat(body)
          .doesNotContain(site.unsubscribePath(anna), site.preferencesPath(anna))
          .doesNotContain("https://news.example/r/");
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void everyLookIsKeptUnderTheReadersNumber() {
    composed("front", "top");
    publisher.get("/desk/readers/" + anna.value());
    publisher.get(mailPath());

    assertThat(site.audited(new Audited.Of("reader " + anna.value()), 10))
        .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.after())
        .containsExactly(
            "publisher@news.example looked at a reader's mail {\"edition\": " + edition.id() + "}",
            "publisher@news.example looked at a reader {}");
  }

  @Test
  void ofWhoWasErasedOnlyANumberWithOutcomesIsLeft() {
    composed("front", "top");
    site.post(site.preferencesPath(anna).replaceAll("$", "/erase"), "sure=yes");

    String page = publisher.get("/desk/readers/" + anna.value()).body();

    assertThat(page)
        .contains("Reader " + anna.value(), "Was erased on 1 Jun 2026", "sent")
        .doesNotContain("anna@", headline(0));
    assertThat(publisher.get(mailPath()).body()).contains("The mail cannot be shown any more");
  }

  @Test
  void nobodyAndNoMailAreNotThere() {
    for (String path : List.of("999", "0", "x", anna.value() + "/mails/1", "1/mails/99")) {
      assertThat(publisher.get("/desk/readers/" + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void whatReadersAndFeedsSayIsTextNeverMarkup() {
    composed("front", "topic:<script>alert(3)</script>");
    execute(
        "UPDATE subscriber SET name = '<script>alert(1)</script>', follows ="
            + " '{section:<script>alert(2)</script>}'",
        "UPDATE card SET section = '<script>alert(4)</script>'");

    for (String path : List.of("/desk/readers/" + anna.value(), mailPath())) {
      assertThat(publisher.get(path).body())
          .contains("&lt;script&gt;alert(3)", "&lt;script&gt;alert(4)")
          .doesNotContain("<script>alert");
    }
  }

  /// The first two stories were sent to everybody, for these reasons, as the engine composes them.
  private void composed(String first, String second) {
    ledger.composed(edition, front.subList(0, 2), first, second);
  }

  private void execute(String... statements) {
    site.database
        .get()
        .useTransaction((Handle handle) -> List.of(statements).forEach(handle::execute));
  }

  private String headline(int place) {
    return front.get(place).content().headline();
  }

  private String mailPath() {
    return "/desk/readers/" + anna.value() + "/mails/" + edition.id();
  }

  private Document page() {
    HttpResponse<String> answer = publisher.get("/desk/readers/" + anna.value());
    assertThat(answer.statusCode()).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }
}
