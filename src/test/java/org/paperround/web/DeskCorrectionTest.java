package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.staff.Role;
import org.paperround.subscriber.SubscriberId;

/// A story that was sent is corrected from the desk, to those who had it.
class DeskCorrectionTest {
  private static final String HOSTILE = "<script>alert(1)</script> \"quoted\" & 'single'";
  private static final String WORDS =
      "subject=Correction&text=We+were+wrong.%0D%0A%0D%0AWe+are+sorry.";

  @RegisterExtension final Site site = new Site();

  private DeskLedger ledger;
  private Edition edition;
  private Card lead;
  private List<SubscriberId> readers;
  private DeskBrowser publisher;

  @BeforeEach
  void desk() {
    ledger = new DeskLedger(site);
    edition = site.edition("collecting");
    lead = site.engine().editions().pool(edition.id()).frontPage().getFirst();
    readers = List.of(site.reader("anna"), site.reader("ben"), site.reader("cleo"));
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
  }

  @Test
  void aPublisherIsAskedWithTheNumberAndTheLetterGoesToThose() {
    send();
    assertThat(publisher.get(story() + "/retract").body())
        .as("counted at this moment, before an edition's stories are counted")
        .contains("Sent so far to 3 readers.");
    site.post(site.unsubscribePath(readers.getFirst()), "List-Unsubscribe=One-Click");
    site.reader("late");

    assertThat(publisher.get(story()).body()).contains("href=\"" + story() + "/correct\"");
    assertThat(page().text())
        .contains("A correction goes to 2 readers, now")
        .contains("Send it to 2 readers");
    HttpResponse<String> sent = publisher.act(story() + "/correct", WORDS);

    Edition letter = site.engine().editions().letters(Site.BRIEFING, 1).getFirst();
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(sent.headers().firstValue("Location")).contains("/desk/editions/" + letter.id());
    assertThat(letter.letter().story()).isEqualTo(lead.story());
    assertThat(letter.letter().paragraphs()).containsExactly("We were wrong.", "We are sorry.");
    assertThat(site.engine().editions().diary(letter.id()))
        .extracting(DiaryEntry::actor, DiaryEntry::action)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("publisher@news.example", "correct"));
    assertThat(today("/desk/editions/" + letter.id()))
        .contains("correction: Correction", "Approved", "It goes out at once");
    site.engine().deliveries().tick();
    assertThat(site.engine().deliveries().account(letter.id()).orElseThrow().eligible())
        .as("who left is in the account, with the reason")
        .isEqualTo(3);
    assertThat(
            ledger.count(
                "SELECT count(*) FROM delivery d JOIN recipient r USING (subscriber_id)"
                    + " WHERE r.subscription_state = 'confirmed' AND d.edition_id = "
                    + letter.id()))
        .isEqualTo(2);
  }

  @Test
  void itsPageAndTodaySayWhereTheCorrectionIs() {
    send();
    publisher.act(story() + "/correct", WORDS);
    Edition letter = site.engine().editions().letters(Site.BRIEFING, 1).getFirst();
    String page = "/desk/editions/" + letter.id();

    site.engine().deliveries().tick();
    assertThat(today(page)).contains("Being sent", "0 of 3 readers have it, 3 wait.");
    ledger.sent(letter.id(), List.of());
    site.clock.advance(Duration.ofSeconds(1));
    site.engine().deliveries().tick();
    assertThat(site.engine().editions().find(letter.id()).orElseThrow().state())
        .isEqualTo(EditionState.SENT);
    assertThat(today(page)).contains("correction: Correction", "Sent", "Report");
    assertThat(publisher.get("/desk/readers/" + readers.getFirst()).body())
        .contains("Correction in ");

    Document shown = Jsoup.parse(publisher.get(page).body());
    assertThat(shown.text())
        .contains("The correction", "We were wrong.", "We are sorry.")
        .contains(lead.content().headline())
        .doesNotContain("Candidates", "Change subject");
    assertThat(publisher.get(page + "/mail").body()).contains("We were wrong.");
    assertThat(publisher.get(page + "/report").statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasTypedIsKeptWhenItIsRefused() {
    ledger.freeze(edition.id());
    ledger.sent(edition.id(), List.of(lead.ordinal()));
    site.clock.advance(Duration.ofSeconds(1));

    assertThat(page().text()).contains("Retract it first");
    HttpResponse<String> going = publisher.act(story() + "/correct", WORDS);
    assertKept(going, "may still be sent with the story");
    assertKept(
        publisher.act(story() + "/correct", WORDS.replace("subject=Correction", "subject=")),
        "A subject is one line");
    publisher.act(story() + "/retract", "");
    assertThat(page().text()).doesNotContain("Retract it first");
    assertThat(publisher.act(story() + "/correct", WORDS).statusCode()).isEqualTo(303);
    assertKept(publisher.act(story() + "/correct", WORDS), "This correction is edition");
    assertThat(site.engine().editions().letters(Site.BRIEFING, 9)).hasSize(1);
  }

  @Test
  void whatNobodyHadIsNotCorrected() {
    assertThat(page().text()).contains("Nobody has been sent this edition");
    assertThat(publisher.get(story()).body()).doesNotContain("/correct");
    assertThat(publisher.act(story() + "/correct", WORDS).statusCode()).isEqualTo(409);
    assertThat(site.engine().editions().letters(Site.BRIEFING, 9)).isEmpty();
  }

  @Test
  void anEditorWritesNone() {
    send();
    DeskBrowser editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);

    assertThat(editor.get(story()).body()).doesNotContain("/correct");
    assertThat(editor.get(story() + "/correct").statusCode()).isEqualTo(403);
    assertThat(editor.act(story() + "/correct", WORDS).statusCode()).isEqualTo(403);
    assertThat(site.engine().editions().letters(Site.BRIEFING, 9)).isEmpty();
  }

  @Test
  void whatIsTypedIsTextNeverMarkup() {
    send();
    String hostile = DeskBrowser.encoded(HOSTILE);
    HttpResponse<String> refused =
        publisher.act(
            story() + "/correct",
            "subject=" + hostile + "&text=" + "x".repeat(5_001) + "</textarea>" + hostile);
    assertThat(refused.statusCode()).isEqualTo(409);
    publisher.act(story() + "/correct", "subject=" + hostile + "&text=" + hostile);
    Edition letter = site.engine().editions().letters(Site.BRIEFING, 1).getFirst();

    assertThat(letter.letter().text()).isEqualTo(HOSTILE);
    for (String page :
        List.of(
            refused.body(),
            publisher.get("/desk/editions/" + letter.id()).body(),
            publisher.get("/desk/editions/" + letter.id() + "/mail").body(),
            publisher.get("/desk").body())) {
      assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    }
  }

  private static void assertKept(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).isEqualTo(409);
    Document page = Jsoup.parse(answer.body());
    assertThat(page.text()).contains(why);
    assertThat(page.select("textarea").first().wholeText())
        .isEqualTo("We were wrong.\n\nWe are sorry.");
  }

  private void send() {
    edition = ledger.send(edition.id(), List.of(lead.ordinal()));
    assertThat(edition.state()).isEqualTo(EditionState.SENT);
  }

  /// The line on today's page that leads to it.
  private String today(String path) {
    return Jsoup.parse(publisher.get("/desk").body()).select("li:has(a[href=" + path + "])").text();
  }

  private Document page() {
    return Jsoup.parse(publisher.get(story() + "/correct").body());
  }

  private String story() {
    return "/desk/editions/" + edition.id() + "/stories/" + lead.story();
  }
}
