package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.app.Paperround;
import org.paperround.platform.alarm.Alarms;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// Mail sent to an unsubscribe address ends that subscription, whoever sent it; no other mail ends
/// anything (mail-standards B6, G6). A real mailbox: SMTP in, IMAP out.
class FeedbackTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Returns returns;
  private String address;

  @BeforeEach
  void open() {
    returns = new Returns(database.url());
    SubscriberId ada = returns.reader("ada@reader.example");
    address = returns.readerLinks.unsubscribeMailAddress(ada, returns.newsletter.id());
  }

  @AfterEach
  void close() {
    returns.close();
  }

  @Test
  void mailToAnUnsubscribeAddressEndsThatSubscriptionWhoeverSentIt() throws Exception {
    deliver("From: somebody.else@x.example", "To: " + address.toUpperCase(Locale.ROOT));

    assertThat(returns.poll()).isEqualTo(Map.of("unsubscribe", 1));
    assertThat(states()).containsExactly("ended");
    assertThat(returns.poll()).isEqualTo(Map.of("unsubscribe", 1));
  }

  @Test
  void forgedTokensAndOtherMailChangeNothingAndAreNotAnswered() throws Exception {
    int at = address.indexOf('@');
    char last = address.charAt(at - 2) == 'a' ? 'b' : 'a';
    String forged = address.substring(0, at - 2) + last + address.substring(at - 1);
    deliver("From: ada@reader.example", "To: " + forged);
    deliver("From: ada@reader.example", "To: help@news.example", "Subject: unsubscribe");
    deliver("From: " + address, "Subject: To: " + address);

    assertThat(returns.poll()).isEqualTo(Map.of("forged", 1, "unknown", 2));
    assertThat(states()).containsExactly("confirmed");
    assertThat(returns.server.getReceivedMessages()).hasSize(3);
    assertThat(returns.rows("SELECT recipient FROM outbox_mail")).isEmpty();
  }

  @Test
  void aMailboxThatCannotBeHadIsAnAlarmUntilItCan() {
    try (Paperround astray = new Paperround(Returns.config(database.url(), 1), returns.clock)) {
      assertThat(astray.feedback().poll()).isFalse();
    }
    assertThat(returns.engine.alarms().open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("feedback-unavailable");
    returns.poll();
    assertThat(returns.engine.alarms().open()).isEmpty();
  }

  @Test
  void aMailThatCannotBeFetchedIsToldFromABoxThatWasClosed() {
    FolderClosedException closed = new FolderClosedException(null, "gone");

    assertThat(ReturnBox.fault(new IOException(closed))).isSameAs(closed);
    assertThat(ReturnBox.fault(new IOException("cut")))
        .isExactlyInstanceOf(MessagingException.class);
  }

  private void deliver(String... fields) throws Exception {
    returns.deliver(String.join("\r\n", fields) + "\r\n\r\nbye\r\n");
  }

  private List<String> states() {
    return returns.rows("SELECT state FROM subscription");
  }
}
