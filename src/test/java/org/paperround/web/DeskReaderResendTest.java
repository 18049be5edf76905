package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.ReadMail;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// A reader who lost a mail gets a copy of it, which the accounts know nothing of.
class DeskReaderResendTest {
  @RegisterExtension final Site site = new Site();

  private DeskLedger ledger;
  private Edition edition;
  private List<Card> front;
  private SubscriberId anna;
  private DeskBrowser publisher;

  @BeforeEach
  void sent() {
    ledger = new DeskLedger(site);
    edition = site.edition("collecting");
    front = site.engine().editions().pool(edition.id()).frontPage();
    anna = site.reader("anna");
    ledger.consents(anna);
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
    edition = ledger.composed(edition, front.subList(0, 2), "front", "top");
  }

  @Test
  void theReaderGetsTheMailMarkedAsACopyAndTheAccountStays() {
    String account = site.engine().deliveries().account(edition.id()).toString();
    assertThat(publisher.get(mail()).body()).contains(path());
    assertThat(publisher.get(path()).body()).contains("A copy goes to anna@reader.example, now.");

    HttpResponse<String> answer = publisher.act(path(), "");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(publisher.get(answer.headers().firstValue("Location").orElseThrow()).body())
        .contains("A copy is on its way to the reader.", "Mailed once more on 1 Jun 2026");
    assertThat(site.mailKinds()).endsWith("copy");
    ReadMail copy = site.mails().getLast();
    assertThat(copy.header("To")).contains("anna@reader.example");
    assertThat(copy.header("Subject")).startsWith("Sent again: ");
    assertThat(copy.header("List-Unsubscribe")).contains(site.unsubscribePath(anna));
    assertThat(copy.html())
        .contains(front.getFirst().content().headline(), site.unsubscribePath(anna))
        .doesNotContain("/r/");
    assertThat(site.engine().deliveries().account(edition.id())).hasToString(account);
    assertThat(ledger.count("SELECT count(*) FROM attempt")).isOne();
    assertThat(audited()).contains("mailed a digest once more {\"edition\": " + edition.id() + "}");
  }

  @Test
  void thereIsOneCopyADay() {
    publisher.act(path(), "");
    refused("There was a copy already. Another can be sent from 2 Jun 2026, 05:00 UTC on.");

    site.clock.advance(Duration.ofHours(25));
    publisher = DeskBrowser.signedIn(site, "other@news.example", Role.PUBLISHER);
    assertThat(publisher.act(path(), "").statusCode()).isEqualTo(303);
    assertThat(ledger.count("SELECT count(*) FROM outbox_mail WHERE kind = 'copy'")).isEqualTo(2);
  }

  @Test
  void whoLeftPausedOrIsSuppressedGetsNone() {
    execute("UPDATE subscription SET paused_until = '2026-07-01T00:00:00Z'");
    refused("They cannot be mailed: they had paused it.");
    execute("UPDATE subscription SET paused_until = NULL");
    site.suppress(anna, SuppressionReason.HARD_BOUNCE);
    refused("They cannot be mailed: mail to the address came back before.");
    execute("DELETE FROM suppression");
    site.post(site.unsubscribePath(anna), "List-Unsubscribe=One-Click");
    refused("They cannot be mailed: they had left the newsletter.");
  }

  @Test
  void whatWasTakenBackOrStoppedOrIsHeldIsNotSentAgain() {
    site.engine().deliveries().hold("a fire", StaffActor.CLI);
    refused("The edition is stopped, or all sending is held.");
    site.engine().deliveries().release(StaffActor.CLI);
    execute("UPDATE edition SET state = 'stopped'");
    refused("The edition is stopped, or all sending is held.");
    execute("UPDATE edition SET state = 'sent'");
    site.engine().editions().retract(edition.id(), front.getFirst().story(), StaffActor.CLI);
    refused("A story in it was taken back since");
  }

  @Test
  void whoDidNotHaveItGetsNoCopy() {
    execute("UPDATE delivery SET state = 4, reason = 2");
    refused("There is no mail that they had");
    assertThat(publisher.get(mail()).body()).doesNotContain(path());
    assertThat(publisher.act(path().replace("mails/1", "mails/99"), "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void anErasureTakesTheCopyAndThatThereWasOne() {
    publisher.act(path(), "");
    site.post(site.preferencesPath(anna) + "/erase", "sure=yes");

    assertThat(ledger.count("SELECT count(*) FROM digest_copy")).isZero();
    assertThat(ledger.count("SELECT count(*) FROM outbox_mail WHERE kind = 'copy'")).isZero();
    refused("There is no mail that they had");
  }

  private void refused(String why) {
    int before = site.mailKinds().size();
    HttpResponse<String> answer = publisher.act(path(), "");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains(why);
    assertThat(site.mailKinds()).hasSize(before);
  }

  private List<String> audited() {
    return site.audited(new Audited.Of("reader " + anna.value()), 50).stream()
        .map(entry -> entry.action() + " " + entry.after())
        .toList();
  }

  private void execute(String sql) {
    site.database.get().useTransaction(handle -> handle.execute(sql));
  }

  private String mail() {
    return "/desk/readers/" + anna.value() + "/mails/" + edition.id();
  }

  private String path() {
    return mail() + "/resend";
  }
}
