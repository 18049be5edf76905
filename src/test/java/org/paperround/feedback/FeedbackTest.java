package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.Outbox;
import org.paperround.mail.Relay;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.config.Secret;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// Mail sent to an unsubscribe address ends that subscription, whoever sent it; no other mail ends
/// anything (mail-standards B6, G6). A real mailbox: SMTP in, IMAP out.
class FeedbackTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final NewsletterId BRIEFING = new NewsletterId(1);
  private static final String BOX = "returned@bounce.news.example";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP)
          });
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
  private final ReaderLinks links =
      new ReaderLinks(signer, URI.create("https://news.example"), "bounce.news.example");
  private Alarms alarms;
  private Feedback feedback;

  @BeforeEach
  void open() {
    server.start();
    server.setUser(BOX, "returned", "secret");
    alarms = new Alarms(database.get().jdbi(), () -> NOW, meters);
    feedback = feedback(server.getImap().getPort());
    database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                WITH ada AS (
                  INSERT INTO subscriber (address, address_key, domain, created_at)
                  VALUES ('ada@reader.example', 'ada@reader.example', 'reader.example', now())
                  RETURNING id)
                INSERT INTO subscription (subscriber_id, newsletter_id, state, requested_at, confirmed_at)
                SELECT id, 1, 'confirmed', now(), now() FROM ada
                """));
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void mailToAnUnsubscribeAddressEndsThatSubscriptionWhoeverSentIt() throws Exception {
    String address = links.unsubscribeMailAddress(new SubscriberId(1), BRIEFING);
    deliver("From: somebody.else@x.example", "To: " + address.toUpperCase(java.util.Locale.ROOT));
    feedback.poll();
    assertThat(state()).isEqualTo("ended");
    assertThat(count("unsubscribe")).isEqualTo(1);
    feedback.poll();
    assertThat(count("unsubscribe")).isEqualTo(1);
  }

  @Test
  void forgedTokensAndOtherMailChangeNothingAndAreNotAnswered() throws Exception {
    String address = links.unsubscribeMailAddress(new SubscriberId(1), BRIEFING);
    int at = address.indexOf('@');
    char last = address.charAt(at - 2) == 'a' ? 'b' : 'a';
    String forged = address.substring(0, at - 2) + last + address.substring(at - 1);
    deliver("From: ada@reader.example", "To: " + forged);
    deliver("From: ada@reader.example", "To: help@news.example", "Subject: unsubscribe");
    deliver("From: " + address, "Subject: To: " + address);
    feedback.poll();
    assertThat(state()).isEqualTo("confirmed");
    assertThat(count("forged")).isEqualTo(1);
    assertThat(count("unknown")).isEqualTo(2);
    assertThat(server.getReceivedMessages()).hasSize(3);
  }

  @Test
  void aMailboxThatCannotBeHadIsAnAlarmUntilItCan() {
    assertThat(feedback(1).poll()).isFalse();
    assertThat(alarms.open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("feedback-unavailable");
    feedback.poll();
    assertThat(alarms.open()).isEmpty();
  }

  private Feedback feedback(int port) {
    Newsletters newsletters = new Newsletters(database.get());
    Outbox outbox = new Outbox(database.get(), () -> NOW, "news.example", "courier");
    Subscribers subscribers =
        new Subscribers(database.get(), newsletters, outbox, new Templates(null), signer, links);
    FeedbackConfig config =
        new FeedbackConfig(
            "localhost",
            port,
            FeedbackConfig.Tls.NONE,
            "returned",
            new Secret("secret"),
            "INBOX",
            Duration.ofMinutes(1));
    return new Feedback(config, links, subscribers, () -> NOW, alarms, meters);
  }

  private void deliver(String... fields) throws Exception {
    byte[] message =
        (String.join("\r\n", fields) + "\r\n\r\nbye\r\n").getBytes(StandardCharsets.US_ASCII);
    Envelope envelope = new Envelope(EmailAddress.of("s@x.example"), EmailAddress.of(BOX));
    try (RelayConnection relay = new Relay(RelayFixture.at(server.getSmtp().getPort())).connect()) {
      assertThat(relay.send(envelope, message, message.length))
          .isInstanceOf(TransmissionOutcome.Accepted.class);
    }
  }

  private String state() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT state FROM subscription WHERE subscriber_id = 1")
                .mapTo(String.class)
                .one());
  }

  private double count(String kind) {
    return meters.counter("paperround.feedback.mails", "kind", kind).count();
  }
}
