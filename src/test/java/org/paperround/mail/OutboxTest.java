package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.smtp.SmtpSession;
import org.paperround.platform.alarm.Alarms;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.ScriptedSmtpServer.Script;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// A mail goes out if and only if its cause was committed, by one node at a time, and leaves
/// nothing personal behind.
class OutboxTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Script ACCEPTING =
      talk -> {
        talk.greet("PIPELINING");
        while (true) {
          String mail = talk.hear("");
          if (mail.equals("QUIT")) {
            talk.say("221 Bye");
            return;
          }
          talk.hear("RCPT");
          talk.hear("DATA");
          talk.say("250 Ok", "250 Ok", "354 Go on");
          talk.message();
          talk.say("250 2.0.0 queued");
        }
      };

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final SettableClock clock = new SettableClock(NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Outbox outbox;
  private Alarms alarms;

  @BeforeEach
  void open() {
    outbox = new Outbox(database.get(), clock, "courier.example", "newsroom");
    alarms = new Alarms(database.get().jdbi(), clock, meters);
  }

  @Test
  void aMailGoesOutOnlyWhenItsCauseIsCommitted() throws Exception {
    assertThatThrownBy(() ->
            database
                .get()
                .useTransaction(handle -> {
                  outbox.enqueue(handle, mail("Never"));
                  throw new IllegalStateException("the cause failed");
                }))
        .isInstanceOf(IllegalStateException.class);
    enqueue("Please confirm");
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      assertThat(sender(relay.port()).sendDue()).isEqualTo(1);
      assertThat(relay.messages())
          .singleElement()
          .asString()
          .startsWith(
              """
              From: The Courier <news@courier.example>\r
              To: ada@reader.example\r
              Reply-To: help@courier.example\r
              Subject: Please confirm\r
              Date: Tue, 24 Nov 2026 06:00:00 +0000\r
              Message-ID: <out.2@courier.example>\r
              Feedback-ID: confirm:outbox:mail:newsroom\r
              Auto-Submitted: auto-generated\r
              X-Auto-Response-Suppress: OOF, AutoReply\r
              Content-Language: en-GB\r
              MIME-Version: 1.0\r
              Content-Type: multipart/alternative;\
              """)
          .doesNotContain("List-Unsubscribe");
      assertThat(relay.commands())
          .contains("MAIL FROM:<out+2@bounce.courier.example>", "RCPT TO:<ada@reader.example>");
      assertThat(sender(relay.port()).sendDue()).isZero();
    }
  }

  @Test
  void nothingPersonalIsLeftOfAMailThatIsSettled() throws Exception {
    enqueue("Sent");
    enqueue("Refused");
    enqueue("Expired");
    Script script =
        talk -> {
          talk.greet("PIPELINING");
          talk.accept("250 2.0.0 queued");
          talk.envelope("250 Ok", "550 5.1.1 <ada@reader.example> unknown", "503 No");
          talk.hear("RSET");
          talk.say("250 Ok");
          talk.envelope("250 Ok", "450 4.2.1 later", "503 No");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(script)) {
      assertThat(sender(relay.port()).sendDue()).isEqualTo(3);
    }
    clock.advance(Duration.ofHours(25));
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      assertThat(sender(relay.port()).sendDue()).isZero();
    }
    assertThat(rows())
        .isEqualTo(
            List.of(
                "1 sent 250 2.0.0 queued",
                "2 failed 550 5.1.1 <a***@reader.example> unknown",
                "3 expired 450 4.2.1 later"));
    List<Long> personal =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT id FROM outbox_mail o WHERE o::text LIKE '%ada@%'")
                    .mapTo(Long.class)
                    .list());
    assertThat(personal).isEmpty();
  }

  @Test
  void aDeferredOrUncertainMailIsTriedAgainWithTheSameMessageId() throws Exception {
    enqueue("Please confirm");
    Script greylisting =
        talk -> {
          talk.greet("PIPELINING");
          talk.envelope("250 Ok", "451 4.7.1 greylisted", "503 No");
        };
    Script silent =
        talk -> {
          talk.greet("PIPELINING");
          talk.envelope("250 Ok", "250 Ok", "354 Go on");
          talk.message();
          talk.cut();
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(greylisting, silent, ACCEPTING)) {
      OutboxSender sender = sender(relay.port());
      assertThat(sender.sendDue()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(50));
      assertThat(sender.sendDue()).isZero();
      clock.advance(Duration.ofSeconds(30));
      assertThat(sender.sendDue()).isEqualTo(1);
      assertThat(outbox.waiting()).isEqualTo(1);
      clock.advance(Duration.ofMinutes(7));
      assertThat(sender.sendDue()).isEqualTo(1);
      assertThat(outbox.waiting()).isZero();
      assertThat(relay.messages()).hasSize(2);
      assertThat(relay.messages().getFirst()).isEqualTo(relay.messages().getLast());
    }
  }

  @Test
  void aMailThatIsRefusedForOurSetUpWaitsUntilThatIsMended() throws Exception {
    enqueue("Please confirm");
    Script closed =
        talk -> {
          talk.greet("PIPELINING");
          talk.envelope("250 Ok", "554 5.7.1 <ada@reader.example>: Relay access denied", "503 No");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(closed, ACCEPTING)) {
      OutboxSender sender = sender(relay.port());
      assertThat(sender.sendDue()).isEqualTo(1);
      assertThat(outbox.waiting()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(80));
      assertThat(sender.sendDue()).isEqualTo(1);
      assertThat(outbox.waiting()).isZero();
      assertThat(relay.messages()).hasSize(1);
    }
  }

  @Test
  void mailsWaitWhileThereIsNoRelayAndTheOperatorIsTold() throws Exception {
    enqueue("Please confirm");
    Relays nobody = relays(1);
    assertThat(sender(nobody).sendDue()).isZero();
    nobody.tick();
    assertThat(alarms.open())
        .extracting(Alarms.OpenAlarm::cause)
        .containsExactly("relay-unavailable");
    assertThat(outbox.waiting()).isEqualTo(1);
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      Relays restarted = relays(relay.port());
      restarted.tick();
      assertThat(sender(restarted).sendDue()).isEqualTo(1);
      restarted.tick();
    }
    assertThat(alarms.open()).isEmpty();
  }

  @Test
  void twoNodesNeverSendTheSameMail() throws Exception {
    enqueue("Please confirm");
    CountDownLatch handedOver = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Script slow =
        talk -> {
          talk.greet("PIPELINING");
          talk.envelope("250 Ok", "250 Ok", "354 Go on");
          talk.message();
          handedOver.countDown();
          talk.await(answer);
          talk.say("250 Ok");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(slow, ACCEPTING)) {
      FutureTask<Integer> first = new FutureTask<>(() -> sender(relay.port()).sendDue());
      Thread.ofVirtual().start(first);
      handedOver.await();
      assertThat(sender(relay.port()).sendDue()).isZero();
      answer.countDown();
      assertThat(first.get()).isEqualTo(1);
      assertThat(relay.messages()).hasSize(1);
    }
  }

  @Test
  void whatAKilledNodeHadClaimedIsSentWhenItsLeaseEnds() throws Exception {
    enqueue("Please confirm");
    OutboxDao dao = database.get().jdbi().onDemand(OutboxDao.class);
    assertThat(dao.claim(NOW, Duration.ofMinutes(5), 10)).hasSize(1);
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      assertThat(sender(relay.port()).sendDue()).isZero();
      database
          .get()
          .useTransaction(handle ->
              handle.execute("UPDATE outbox_mail SET claimed_until = now() - interval '1 s'"));
      assertThat(sender(relay.port()).sendDue()).isEqualTo(1);
    }
  }

  @Test
  void oneMailThatCannotBeSentDoesNotKeepTheOthers() throws Exception {
    enqueue("Broken");
    enqueue("Whole");
    database
        .get()
        .useTransaction(
            handle -> handle.execute("UPDATE outbox_mail SET message = 'x' WHERE id = 1"));
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      assertThat(sender(relay.port()).sendDue()).isEqualTo(2);
      assertThat(relay.messages()).singleElement().asString().contains("Subject: Whole");
    }
    assertThat(outbox.waiting()).isEqualTo(1);
  }

  @Test
  void anErasedSubscribersMailsAreGone() {
    enqueue("Please confirm");
    database.get().useTransaction(handle -> outbox.forget(handle, 7));
    assertThat(rows()).isEmpty();
  }

  @Test
  void anAlarmIsMailedOnce() throws Exception {
    alarms.raise("source-failing:courier", "The feed <x> answers 404 & more");
    alarms.raise("source-failing:courier", "The feed <x> answers 404 & more");
    AlarmMailer mailer =
        new AlarmMailer(
            database.get(),
            alarms,
            outbox,
            new Mailbox("Paperround", EmailAddress.of("alarms@courier.example")),
            new Mailbox("", EmailAddress.of("operator@courier.example")));
    assertThat(mailer.mailNew()).isEqualTo(1);
    assertThat(mailer.mailNew()).isZero();
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(ACCEPTING)) {
      assertThat(sender(relay.port()).sendDue()).isEqualTo(1);
      assertThat(relay.messages())
          .singleElement()
          .asString()
          .contains(
              "To: operator@courier.example",
              "Subject: Alarm: source-failing:courier",
              "The feed <x> answers 404 & more",
              "The feed &lt;x&gt; answers 404 &amp; more");
    }
  }

  private OutboxSender sender(int port) {
    return sender(relays(port));
  }

  private OutboxSender sender(Relays relays) {
    return new OutboxSender(outbox, relays, DkimSigner.none(), meters);
  }

  private Relays relays(int port) {
    return new Relays(List.of(RelayFixture.at(port)), SmtpSession::open, alarms, meters, clock);
  }

  private void enqueue(String subject) {
    database.get().useTransaction(handle -> outbox.enqueue(handle, mail(subject)));
  }

  private static TransactionalMail mail(String subject) {
    return new TransactionalMail(
        "confirm",
        7L,
        new Mailbox("The Courier", EmailAddress.of("news@courier.example")),
        new Mailbox("", EmailAddress.of("ada@reader.example")),
        new Mailbox("", EmailAddress.of("help@courier.example")),
        subject,
        "<p>Hello</p>",
        "Hello\n",
        Locale.UK,
        Duration.ofHours(24));
  }

  private List<String> rows() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT id, state, last_reply FROM outbox_mail ORDER BY id")
                .mapToMap()
                .map((Map<String, Object> row) ->
                    row.get("id") + " " + row.get("state") + " " + row.get("last_reply"))
                .list());
  }
}
