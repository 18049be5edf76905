package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.alarm.Alarms;
import org.paperround.subscriber.AddressChange;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.testing.TestDatabase;

/// What follows when a mail comes back by mail (mail-standards G1, G3, G6). A real mailbox and a
/// real ledger.
class ReturnedBouncesTest {
  private static final String ADA = "ada@reader.example";
  private static final String LEDGER =
      "SELECT state, bounce, bounced_at IS NOT NULL FROM delivery ORDER BY edition_id,"
          + " subscriber_id";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Returns returns;
  private SubscriberId ada;

  @BeforeEach
  void open() {
    returns = new Returns(database.url());
    ada = returns.reader(ADA);
  }

  @AfterEach
  void close() {
    returns.close();
  }

  @Test
  void aMailboxThatDoesNotExistIsSuppressedAndTheDeliveryStaysSent() throws Exception {
    returns.reader("bea@reader.example");
    Edition edition = returns.sent();

    assertThat(returns.poll(about(edition).text("bounce-unknown-user")))
        .isEqualTo(Map.of("hard", 1));

    assertThat(returns.rows(LEDGER)).containsExactly("3 1 true", "3 null false");
    assertThat(returns.suppressions())
        .containsExactly(
            "hard_bounce no such mailbox, returned, edition "
                + edition.id()
                + ": 550 5.1.1 <a***@reader.example>: Recipient address rejected: User"
                + " unknown in virtual mailbox table (a***) (mx.reader.example)");
    assertThat(returns.rows("SELECT state FROM subscription ORDER BY subscriber_id"))
        .containsExactly("confirmed", "confirmed");
    assertThat(returns.server.getReceivedMessages()).as("nothing is answered").hasSize(1);
    assertThat(returns.rows("SELECT recipient FROM outbox_mail")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bounce-rewritten-return-address",
        "bounce-envelope-id",
        "bounce-message-id-only",
        "bounce-whole-mail-returned",
        "text-server",
        "text-without-a-code"
      })
  void theMailIsRecognisedByWhateverOfOursIsLeft(String sample) throws Exception {
    assertThat(returns.poll(about(returns.sent()).text(sample))).isEqualTo(Map.of("hard", 1));
    assertThat(returns.suppressions()).hasSize(1);
  }

  @Test
  void oneReportCountsOnceHoweverOftenItIsRead() throws Exception {
    Edition edition = returns.sent();
    String mail = about(edition).text("bounce-blocked");
    returns.deliver(mail);
    assertThat(returns.poll(mail)).isEqualTo(Map.of("block", 1, "repeated", 1));
    Sample sample = about(edition);

    assertThat(returns.poll(sample.text("bounce-unknown-user")))
        .as("nor does another about the same mail")
        .isEqualTo(Map.of("block", 1, "repeated", 2));
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void aForgedTokenIsIgnored() throws Exception {
    Sample good = about(returns.sent());
    String address = good.returnAddress();
    char last = address.charAt(20) == 'a' ? 'b' : 'a';
    Sample forged =
        new Sample(
            address.substring(0, 20) + last + address.substring(21),
            good.messageId().replaceFirst("\\.\\w{16}@", ".aaaaaaaaaaaaaaaa@"),
            "<https://news.example/u/" + "A".repeat(39) + ">",
            ADA);

    returns.deliver(forged.text("complaint-abuse"));
    assertThat(returns.poll(forged.text("bounce-unknown-user"))).isEqualTo(Map.of("forged", 2));
    assertThat(returns.poll(Sample.SOMEBODY.text("bounce-unknown-user")))
        .isEqualTo(Map.of("forged", 3));

    assertThat(returns.rows(LEDGER)).containsExactly("3 null false");
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void aPolicyBlockIsAnAlarmAndNeverTheReaders() throws Exception {
    Edition edition = returns.sent();

    assertThat(returns.poll(about(edition).text("bounce-blocked"))).isEqualTo(Map.of("block", 1));

    assertThat(returns.rows(LEDGER)).containsExactly("3 5 true");
    assertThat(returns.suppressions()).isEmpty();
    assertThat(returns.engine.alarms().open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("relay-blocks");
    assertThat(returns.engine.alarms().open().getFirst().text())
        .contains("listed on a blocklist", "No reader was suppressed");
  }

  @Test
  void whatIsNoFailureChangesNothing() throws Exception {
    Sample sample = about(returns.sent());
    for (String harmless :
        List.of("report-delayed", "report-relayed", "report-one-of-two", "vacation", "person")) {
      returns.deliver(sample.text(harmless));
    }

    assertThat(returns.poll()).isEqualTo(Map.of("no-failure", 3, "automatic", 1, "unknown", 1));
    assertThat(returns.rows(LEDGER)).containsExactly("3 null false");
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void aDisabledMailboxIsSuppressedTheSecondTime() throws Exception {
    Edition first = returns.sent();
    returns.poll(about(first).text("bounce-disabled"));
    assertThat(returns.suppressions()).isEmpty();

    returns.clock.advance(Duration.ofDays(1));
    returns.poll(about(returns.sent()).text("bounce-disabled"));

    assertThat(returns.suppressions().toString()).contains("disabled in 2 editions in a row");
  }

  @Test
  void aFullMailboxIsSuppressedAfterFiveEditionsOverFourteenDays() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(returns.suppressions()).isEmpty();
      returns.poll(about(returns.sent()).text(i % 2 == 0 ? "bounce-full" : "bounce-expired"));
      returns.clock.advance(Duration.ofHours(84));
    }

    assertThat(returns.suppressions().toString())
        .contains("5 editions in a row, 2026-06-10 to 2026-06-24");
  }

  @Test
  void aDeliveryInBetweenBeginsTheCountAnew() throws Exception {
    for (int i = 0; i < 7; i++) {
      Edition edition = returns.sent();
      if (i != 3) {
        returns.poll(about(edition).text("bounce-full"));
      }
      returns.clock.advance(Duration.ofHours(84));
    }

    assertThat(returns.suppressions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"changed,address", "confirmed,''", "unsuppressed,''"})
  void whatWasSentBeforeTheReaderMovedOrConfirmedAgainSaysNothing(String event, String detail)
      throws Exception {
    Edition edition = returns.sent();
    returns.clock.advance(Duration.ofHours(1));
    returns.execute(
        """
        INSERT INTO consent_record (subscriber_id, event, detail, method, at, locale)
        VALUES (%s, '%s', '%s', 'link', '%s', 'en')
        """
            .formatted(ada, event, detail, returns.clock.instant()));

    returns.poll(about(edition).text("bounce-unknown-user"));

    assertThat(returns.rows(LEDGER)).containsExactly("3 1 true");
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void ofALongMailTheBeginningIsRead() throws Exception {
    String report = about(returns.sent()).text("bounce-unknown-user");
    String filler = ("x".repeat(70) + "\r\n").repeat(4_300);

    assertThat(returns.poll(report.replace("I'm sorry", filler + "I'm sorry")))
        .as("its report stands behind 300 KB")
        .isEqualTo(Map.of("automatic", 1));
    assertThat(returns.rows(LEDGER)).containsExactly("3 null false");
  }

  @Test
  void neitherAnotherImportNorAnUndoneLeavingShowsThatTheMailboxWorks() throws Exception {
    Edition edition = returns.sent();
    returns.clock.advance(Duration.ofHours(1));
    returns.reader(new NewsletterId(1), ADA);
    returns.execute(
        """
        INSERT INTO consent_record (subscriber_id, event, detail, method, at, locale)
        VALUES (%s, 'confirmed', 'undo', 'form', '%s', 'en')
        """
            .formatted(ada, returns.clock.instant()));

    returns.poll(about(edition).text("bounce-unknown-user"));

    assertThat(returns.suppressions()).hasSize(1);
  }

  @Test
  void wordsAboutAnAddressToWhichTheMailWasPassedOnAreNotOfTheReaders() throws Exception {
    String report =
        about(returns.sent())
            .text("bounce-unknown-user")
            .replace("Final-Recipient: rfc822; " + ADA, "Final-Recipient: rfc822; ada@dead.example")
            .replace("Original-Recipient: rfc822;" + ADA, "X-Nothing: here");

    assertThat(returns.poll(report)).isEqualTo(Map.of("soft", 1));

    assertThat(returns.rows(LEDGER)).containsExactly("3 4 true");
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void aComplaintFromTheMailboxThatTheReaderLeftDoesNotShutOutTheNewOne() throws Exception {
    returns.reader(new NewsletterId(1), ADA);
    Sample before = about(returns.sent());
    returns.clock.advance(Duration.ofHours(1));
    move("ada@new.example");

    assertThat(returns.poll(before.text("complaint-abuse"))).isEqualTo(Map.of("complaint", 1));

    assertThat(returns.suppressions()).isEmpty();
    assertThat(returns.rows("SELECT state, ended_cause FROM subscription ORDER BY newsletter_id"))
        .containsExactly("confirmed null", "ended complaint");
  }

  @Test
  void aComplaintThatShowsOnlyTheUnsubscribeLinkDoesWhatTheLinkDoes() throws Exception {
    String report =
        about(returns.sent()).text("complaint-redacted").replaceAll("Message-ID: .*\r\n", "");

    assertThat(returns.poll(report)).isEqualTo(Map.of("opt-out", 1));

    assertThat(returns.suppressions()).isEmpty();
    assertThat(returns.rows("SELECT state, ended_cause FROM subscription"))
        .containsExactly("ended mailto");
  }

  @Test
  void aDeliveryThatIsLongGoneStillNamesItsReader() throws Exception {
    Sample early = about(returns.sent());
    returns.clock.advance(Duration.ofDays(1));
    Sample later = about(returns.sent());
    returns.execute("DELETE FROM delivery");

    assertThat(returns.poll(early.text("bounce-unknown-user"))).isEqualTo(Map.of("hard", 1));
    assertThat(returns.suppressions()).as("of the day on which Ada confirmed").isEmpty();
    assertThat(returns.poll(later.text("bounce-unknown-user"))).isEqualTo(Map.of("hard", 2));
    assertThat(returns.suppressions()).hasSize(1);
  }

  @Test
  void aComplaintEndsEverythingAtOnce() throws Exception {
    returns.reader(new NewsletterId(1), ADA);
    Edition edition = returns.sent();
    String mail = about(edition).text("complaint-abuse");
    returns.deliver(mail);

    assertThat(returns.poll(mail)).isEqualTo(Map.of("complaint", 1, "repeated", 1));

    assertThat(returns.suppressions())
        .containsExactly("complaint feedback report: abuse, edition " + edition.id());
    assertThat(returns.rows("SELECT state, ended_cause FROM subscription"))
        .containsExactly("ended complaint", "ended complaint");
    assertThat(returns.rows("SELECT newsletter_id, at FROM complaint"))
        .as("known to be of this newsletter")
        .hasSize(1)
        .first()
        .asString()
        .startsWith(edition.newsletter() + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complaint-redacted", "complaint-microsoft"})
  void aComplaintIsRecognisedWithoutTheReader(String sample) throws Exception {
    Edition edition = returns.sent();
    assertThat(returns.poll(about(edition).text(sample))).isEqualTo(Map.of("complaint", 1));
    assertThat(returns.suppressions())
        .containsExactly("complaint feedback report: abuse, edition " + edition.id());
  }

  @Test
  void anOptOutEndsThatNewsletterAndNoSpamEndsNothing() throws Exception {
    returns.reader(new NewsletterId(1), ADA);
    Sample sample = about(returns.sent());

    assertThat(returns.poll(sample.text("feedback-not-spam"))).isEqualTo(Map.of("no-complaint", 1));
    assertThat(returns.rows("SELECT DISTINCT state FROM subscription"))
        .containsExactly("confirmed");

    returns.poll(sample.text("feedback-opt-out"));
    assertThat(
            returns.rows(
                "SELECT state, newsletter_id = 1 FROM subscription ORDER BY newsletter_id"))
        .containsExactly("confirmed true", "ended false");
    assertThat(returns.suppressions()).isEmpty();
  }

  @Test
  void aHugeMailIsReadOnlyAtItsBeginning() throws Exception {
    Sample sample = about(returns.sent());
    String mail =
        sample.text("bounce-whole-mail-returned") + ("x".repeat(76) + "\r\n").repeat(60_000);

    assertThat(returns.poll(mail)).isEqualTo(Map.of("hard", 1));
  }

  @Test
  void returnedMailsCountForTheBrake() throws Exception {
    Edition edition = returns.sent();
    Instant sentAt = returns.clock.instant();
    returns.execute("UPDATE audience SET closed_at = NULL");
    returns.poll(about(edition).text("bounce-unknown-user"));
    assertThat(returns.rows("SELECT node_id, answered, bounces, blocks FROM pulse"))
        .containsExactly("0 0 1 0");

    returns.execute("UPDATE delivery SET bounced_at = NULL");
    returns.execute(
        "INSERT INTO brake (edition_id, stopped, since, answered, bounces, blocks)"
            + " VALUES (%s, false, '%s', 0, 0, 0)".formatted(edition.id(), sentAt));
    returns.poll(about(edition).text("bounce-blocked"));
    assertThat(returns.rows("SELECT bounces, blocks FROM pulse"))
        .as("sent before the edition went on")
        .containsExactly("1 0");
  }

  /// Takes Ada there as she would herself, by the link of the mail that asks her.
  private void move(String address) {
    ReaderLinks.Named named = new ReaderLinks.Named(ada, returns.newsletter.id());
    Provenance provenance = new Provenance("link", returns.clock.instant(), null, null);
    Subscribers subscribers = returns.engine.subscribers();
    subscribers.requestAddress(named, EmailAddress.of(address), provenance);
    byte[] mail =
        returns
            .engine
            .database()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT message FROM outbox_mail ORDER BY id DESC LIMIT 1")
                    .mapTo(byte[].class)
                    .one());
    Matcher link = Pattern.compile("/a/([\\w-]+)").matcher(ReadMail.parse(mail).text());
    assertThat(link.find()).isTrue();
    assertThat(subscribers.confirmAddress(link.group(1), provenance))
        .isInstanceOf(AddressChange.Changed.class);
  }

  private Sample about(Edition edition) {
    return returns.of(edition, ada, ADA);
  }
}
