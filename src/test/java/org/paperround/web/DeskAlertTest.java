package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.staff.Role;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;

/// A publisher alerts readers to a story of an edition, and is told first whom that reaches.
class DeskAlertTest {
  private static final String HOSTILE = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";

  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private StoryId story;
  private DeskBrowser publisher;

  @BeforeEach
  void desk() {
    edition = site.edition("collecting");
    story = site.engine().editions().pool(edition.id()).frontPage().getFirst().story();
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
  }

  @Test
  void whereNoNewsletterHasAlertsThePageSaysHowToMakeOne() {
    assertThat(publisher.get(path()).body()).contains("No newsletter has alerts.");
    assertThat(order("newsletter=briefing").statusCode()).isEqualTo(409);
  }

  @Test
  void thePageSaysWhomItReachesAndTheAlertGoesToThem() {
    Newsletter breaking = alerts();
    subscribe(breaking, 3);
    execute("UPDATE subscription SET quiet_from = 0, quiet_to = 0");
    execute(
        "UPDATE subscription SET quiet_from = 1, quiet_to = 23 WHERE subscriber_id ="
            + " (SELECT min(subscriber_id) FROM subscription WHERE newsletter_id = "
            + breaking.id()
            + ")");

    assertThat(publisher.get(path()).body())
        .contains("Breaking goes to at most 3 readers, now.")
        .contains("0 readers had as many alerts today as they want")
        .contains("1 reader sleep")
        .contains("0 readers had the story already")
        .contains("Alert at most 3 readers");

    HttpResponse<String> ordered = order("newsletter=breaking&headline=Heads+up");

    assertThat(ordered.statusCode()).isEqualTo(303);
    Edition alert = site.engine().editions().recent(breaking.id(), 1).getFirst();
    assertThat(ordered.headers().firstValue("Location")).contains("/desk/editions/" + alert.id());
    assertThat(site.engine().editions().pool(alert.id()).cards().getFirst().content().headline())
        .isEqualTo("Heads up");
    assertThat(site.engine().editions().diary(alert.id()))
        .extracting(line -> line.actor())
        .contains("publisher@news.example");
  }

  @Test
  void whoHadEnoughAlertsTodayIsCounted() {
    Newsletter breaking = alerts();
    subscribe(breaking, 2);
    order("newsletter=breaking");
    site.engine().deliveries().tick();
    execute(
        "UPDATE delivery SET cards = '{1}', claimed_at = '"
            + site.clock.instant()
            + "' WHERE priority = "
            + "(SELECT min(priority) FROM delivery)");
    execute("UPDATE subscription SET alerts_per_day = 1");

    assertThat(publisher.get(path()).body())
        .contains("2 readers had as many alerts today", "Alert at most 0 readers");
  }

  @Test
  void whoCannotBeMailedIsNotPromisedAndWhoHadTheStoryIsCounted() {
    site.reader("reader0");
    int card = site.engine().editions().pool(edition.id()).frontPage().getFirst().ordinal();
    new DeskLedger(site).send(edition.id(), List.of(card));
    Newsletter breaking = alerts();
    subscribe(breaking, 4);
    site.bounce(known("reader1"));
    site.pause(known("reader2"));

    assertThat(publisher.get(path()).body())
        .contains("Breaking goes to at most 2 readers, now.", "1 reader had the story already");
  }

  private SubscriberId known(String local) {
    return site.subscribers().byAddress(new EmailAddress(local, "reader.example")).orElseThrow();
  }

  @Test
  void aSecondAlertOnTheSameStoryIsRefusedAndNothingTypedIsLost() {
    alerts();
    order("newsletter=breaking");

    HttpResponse<String> again = order("newsletter=breaking&headline=" + HOSTILE);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert(1)");
  }

  @Test
  void anEditorOrdersNone() {
    alerts();
    DeskBrowser editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);

    assertThat(editor.act(path(), "newsletter=breaking").statusCode()).isEqualTo(403);
    assertThat(editor.get("/desk/editions/" + edition.id() + "/stories/" + story).body())
        .doesNotContain("Send an alert");
  }

  private Newsletter alerts() {
    return site.engine()
        .newsletters()
        .define(
            NewsletterFixture.BRIEFING
                .build()
                .alerting("breaking", "Breaking", "What cannot wait."));
  }

  private void subscribe(Newsletter newsletter, int readers) {
    for (int i = 0; i < readers; i++) {
      site.reader("reader" + i);
    }
    execute(
        "UPDATE subscription SET newsletter_id = "
            + newsletter.id()
            + " WHERE newsletter_id <> "
            + newsletter.id());
  }

  private void execute(String sql) {
    site.database.get().useTransaction(handle -> handle.execute(sql));
  }

  private HttpResponse<String> order(String form) {
    return publisher.act(path(), form);
  }

  private String path() {
    return "/desk/editions/" + edition.id() + "/stories/" + story + "/alert";
  }
}
