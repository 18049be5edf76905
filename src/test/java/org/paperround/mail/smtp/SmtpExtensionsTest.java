package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayLimits;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.ScriptedSmtpServer.Script;

/// What is said only where the server offers it, how long a session lasts, and servers that are
/// stranger than most.
class SmtpExtensionsTest {
  private static final Envelope ENVELOPE =
      new Envelope(EmailAddress.of("b+to=ken@bounces.x.example"), EmailAddress.of("a+b@y.example"));
  private static final byte[] ASCII = bytes("Subject: x\r\n\r\nx\r\n");
  private static final byte[] EIGHT_BIT = bytes("Subject: x\r\n\r\nGrüße\r\n");

  @Test
  void aReportOfFailureIsAskedForOnlyWhereTheServerOffersIt() throws Exception {
    assertThat(said(true, ENVELOPE, ASCII, "DSN"))
        .containsExactly(
            "MAIL FROM:<b+to=ken@bounces.x.example> RET=HDRS ENVID=b+2Bto+3Dken",
            "RCPT TO:<a+b@y.example> NOTIFY=FAILURE ORCPT=rfc822;a+2Bb@y.example");
    assertThat(said(true, ENVELOPE, ASCII, "SIZE"))
        .containsExactly(
            "MAIL FROM:<b+to=ken@bounces.x.example> SIZE=" + ASCII.length,
            "RCPT TO:<a+b@y.example>");
  }

  @Test
  void reportsCanBeSwitchedOff() throws Exception {
    assertThat(said(false, ENVELOPE, ASCII, "DSN"))
        .containsExactly("MAIL FROM:<b+to=ken@bounces.x.example>", "RCPT TO:<a+b@y.example>");
  }

  @Test
  void anAddressOutsideAsciiIsNotRepeatedInAReport() throws Exception {
    Envelope envelope = new Envelope(ENVELOPE.from(), EmailAddress.of("zoë@y.example"));
    assertThat(said(true, envelope, EIGHT_BIT, "DSN", "8BITMIME", "SMTPUTF8"))
        .containsExactly(
            "MAIL FROM:<b+to=ken@bounces.x.example> BODY=8BITMIME SMTPUTF8 RET=HDRS"
                + " ENVID=b+2Bto+3Dken",
            "RCPT TO:<zoë@y.example> NOTIFY=FAILURE");
  }

  @Test
  void eightBitsAreAnnouncedWhereThereAreSomeAndTheServerTakesThem() throws Exception {
    String plain = "MAIL FROM:<b+to=ken@bounces.x.example>";
    assertThat(said(true, ENVELOPE, EIGHT_BIT, "8BITMIME").getFirst())
        .isEqualTo(plain + " BODY=8BITMIME");
    assertThat(said(true, ENVELOPE, EIGHT_BIT).getFirst()).isEqualTo(plain);
    assertThat(said(true, ENVELOPE, ASCII, "8BITMIME").getFirst()).isEqualTo(plain);
  }

  @Test
  void aSessionEndsInOrderAfterItsMessages() throws Exception {
    RelayLimits two = limits(2, Duration.ofMinutes(10));
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(accepting("PIPELINING"))) {
      RelayConnection connection = SmtpSession.open(RelayFixture.limited(server.port(), two));
      assertThat(send(connection)).isInstanceOf(Accepted.class);
      assertThat(connection.usable()).isTrue();
      assertThat(send(connection)).isInstanceOf(Accepted.class);
      assertThat(connection.usable()).isFalse();
      connection.close();
      assertThat(server.commands()).endsWith("DATA", "QUIT");
    }
  }

  @Test
  void aSessionEndsInOrderWhenItIsOld() throws Exception {
    RelayLimits brief = limits(1000, Duration.ZERO);
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(accepting("PIPELINING"))) {
      RelayConnection connection = SmtpSession.open(RelayFixture.limited(server.port(), brief));
      assertThat(connection.usable()).isFalse();
      connection.close();
      assertThat(server.commands()).endsWith("QUIT");
    }
  }

  @Test
  void theAnswerToAMessageIsWaitedForLongerThanOthers() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    RelayLimits usual = RelayLimits.USUAL;
    RelayLimits limits =
        new RelayLimits(
            1,
            10,
            usual.connectionAge(),
            usual.connect(),
            Duration.ofMillis(150),
            Duration.ofSeconds(20));
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              late.await(600, java.util.concurrent.TimeUnit.MILLISECONDS);
              talk.say("250 2.0.0 queued");
              talk.hear("MAIL");
              talk.await(done);
            });
        RelayConnection connection =
            SmtpSession.open(RelayFixture.limited(server.port(), limits))) {
      assertThat(send(connection)).isInstanceOf(Accepted.class);
      assertThat(send(connection))
          .isEqualTo(
              new Deferred(
                  new RelayReply(
                      421,
                      "4.4.2",
                      "before the message was handed over: the relay did not answer in time")));
      done.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "421 4.3.2 busy, connecting failed",
    "421-4.3.2 busy|421 later, connecting failed",
    "220, ''",
    "220-first|220-second|220 last, ''"
  })
  void aGreetingMayHaveAnyShape(String greeting, String fault) throws Exception {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          for (String piece : (greeting.replace("|", "\r\n") + "\r\n").split("")) {
            talk.sayRaw(piece);
          }
          talk.hear("EHLO");
          talk.sayRaw("250-scripted.test\r\n25");
          talk.sayRaw("0 PIPELINING\r\n");
          talk.accept("250 Ok");
        })) {
      if (fault.isEmpty()) {
        try (RelayConnection connection = SmtpSession.open(RelayFixture.at(server.port()))) {
          assertThat(send(connection)).isInstanceOf(Accepted.class);
        }
      } else {
        assertThatThrownBy(() -> SmtpSession.open(RelayFixture.at(server.port())))
            .isInstanceOf(RelayUnavailableException.class)
            .hasMessageContaining(fault)
            .hasMessageContaining("421");
      }
    }
  }

  @Test
  void aServerThatSaysGoodbyeToEhloIsUnavailable() throws Exception {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          talk.say("220 scripted.test");
          talk.hear("EHLO");
          talk.say("421 4.3.2 not now");
        })) {
      assertThatThrownBy(() -> SmtpSession.open(RelayFixture.at(server.port())))
          .isInstanceOf(RelayUnavailableException.class);
    }
  }

  @Test
  void aServerWithoutEhloIsGreetedAsOfOld() throws Exception {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          talk.say("220 scripted.test");
          talk.hear("EHLO");
          talk.say("502 5.5.1 what");
          talk.hear("HELO");
          talk.say("250 scripted.test");
          talk.accept("250 Ok");
        })) {
      try (RelayConnection connection = SmtpSession.open(RelayFixture.at(server.port()))) {
        assertThat(send(connection)).isInstanceOf(Accepted.class);
      }
    }
  }

  @Test
  void codesWithoutWordsAreEnough() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.pipelinedEnvelope("250", "250", "354");
              talk.message();
              talk.say("250");
              talk.pipelinedEnvelope("250", "450", "503");
            });
        RelayConnection connection = SmtpSession.open(RelayFixture.at(server.port()))) {
      assertThat(send(connection)).isEqualTo(new Accepted(new RelayReply(250, null, "")));
      assertThat(send(connection)).isEqualTo(new Deferred(new RelayReply(450, null, "")));
    }
  }

  @Test
  void aCutInsideTheEnvelopesAnswersIsARetry() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.hear("MAIL");
              talk.hear("RCPT");
              talk.hear("DATA");
              talk.sayRaw("250 Ok\r\n250-2.1.5 O");
            });
        RelayConnection connection = SmtpSession.open(RelayFixture.at(server.port()))) {
      assertThat(send(connection)).isInstanceOf(Deferred.class);
      assertThat(connection.usable()).isFalse();
      assertThat(server.messages()).isEmpty();
    }
  }

  @Test
  void aCutInsideTheMessageIsNeverTakenForSuccess() throws Exception {
    byte[] large = bytes("Subject: x\r\n\r\n" + "x".repeat(4_000_000) + "\r\n");
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.pipelinedEnvelope("250 Ok", "250 Ok", "354 Go on");
              talk.cut();
            });
        RelayConnection connection = SmtpSession.open(RelayFixture.at(server.port()))) {
      TransmissionOutcome outcome = connection.send(ENVELOPE, large, large.length);
      assertThat(outcome).isInstanceOfAny(Deferred.class, Unknown.class);
      assertThat(connection.usable()).isFalse();
    }
  }

  private static Script accepting(String... extensions) {
    return talk -> {
      talk.greet(extensions);
      while (true) {
        String mail = talk.hear("");
        if (mail.equals("QUIT")) {
          talk.say("221 Bye");
          return;
        }
        talk.say("250 Ok");
        talk.hear("RCPT");
        talk.say("250 Ok");
        talk.hear("DATA");
        talk.say("354 Go on");
        talk.message();
        talk.say("250 Ok");
      }
    };
  }

  /// The MAIL and RCPT commands of one message to a server with these extensions.
  private static List<String> said(
      boolean dsn, Envelope envelope, byte[] message, String... extensions) throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(accepting(extensions));
        RelayConnection connection = SmtpSession.open(relay(dsn, server.port()))) {
      assertThat(connection.send(envelope, message, message.length)).isInstanceOf(Accepted.class);
      return server.commands().stream()
          .filter(command -> command.startsWith("MAIL") || command.startsWith("RCPT"))
          .toList();
    }
  }

  private static RelayConfig relay(boolean dsn, int port) {
    RelayConfig relay = RelayFixture.at(port);
    return new RelayConfig(
        relay.name(),
        relay.weight(),
        relay.host(),
        relay.port(),
        relay.tls(),
        relay.signIn(),
        relay.heloName(),
        dsn,
        relay.limits());
  }

  private static RelayLimits limits(int messages, Duration age) {
    RelayLimits usual = RelayLimits.USUAL;
    return new RelayLimits(
        1, messages, age, usual.connect(), Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  private static TransmissionOutcome send(RelayConnection connection) {
    return connection.send(ENVELOPE, ASCII, ASCII.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
