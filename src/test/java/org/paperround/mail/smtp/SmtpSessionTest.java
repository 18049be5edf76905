package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;

/// What every answer, silence and cut of a server means for the message (mail-standards E3, F1, F2,
/// F7).
@SuppressWarnings("try") // closing early is what is tested
class SmtpSessionTest {
  private static final Envelope ENVELOPE =
      new Envelope(
          EmailAddress.of("b+token@bounces.courier.example"),
          EmailAddress.of("ada@reader.example"));
  private static final byte[] MESSAGE = bytes("Subject: x\r\n\r\n.dot\r\n..\r\nend\r\n");

  @Test
  void theEnvelopeIsPipelinedWhereTheServerOffersIt() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING", "SIZE 1000000");
              talk.pipelinedEnvelope("250 Ok", "251 Will forward", "354 Go on");
              talk.message();
              talk.say("250 2.0.0 queued as 1");
              talk.pipelinedEnvelope("250 Ok", "252 Perhaps", "354 Go on");
              talk.message();
              talk.say("250");
              talk.hear("QUIT");
              talk.say("221 Bye");
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isEqualTo(new Accepted(new RelayReply(250, "2.0.0", "queued as 1")));
      assertThat(send(relay)).isEqualTo(new Accepted(new RelayReply(250, null, "")));
      relay.close();
      assertThat(server.commands())
          .startsWith(
              "EHLO mail.courier.example",
              "MAIL FROM:<b+token@bounces.courier.example> SIZE=" + MESSAGE.length,
              "RCPT TO:<ada@reader.example>",
              "DATA")
          .endsWith("QUIT");
      assertThat(server.messages()).containsExactly(text(MESSAGE), text(MESSAGE));
    }
  }

  @Test
  void withoutPipeliningEveryCommandWaitsForItsAnswer() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet();
              talk.accept("250 Ok");
              talk.hear("MAIL");
              talk.say("250 Ok");
              talk.hear("RCPT");
              talk.say("550 5.1.1 no");
              talk.hear("RSET");
              talk.say("250 Ok");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isInstanceOf(Accepted.class);
      assertThat(send(relay)).isEqualTo(new Refused(new RelayReply(550, "5.1.1", "no")));
      assertThat(send(relay)).isInstanceOf(Accepted.class);
      assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(2);
    }
  }

  @Test
  void anAnswerMayComeInPiecesAndLines() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.pipelinedEnvelope("250-a\r\n250 b", "250 Ok", "354 Go on");
              talk.message();
              for (String piece :
                  "250-2.0.0 one\r\n250-2.0.0 two\r\n250 2.0.0 three\r\n".split("")) {
                talk.sayRaw(piece);
              }
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay))
          .isEqualTo(new Accepted(new RelayReply(250, "2.0.0", "one two three")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "450 4.2.1 later, 250 Ok, 503 No, 450, true",
    "550 5.7.1 no, 503 No, 503 No, 550, true",
    "250 Ok, 451 4.7.1 greylisted, 554 No, 451, true",
    "250 Ok, 550 5.1.1 unknown, 503 No, 550, true",
    "250 Ok, 250 Ok, 452 4.3.1 full, 452, true",
    "421 4.3.2 closing, 421 closing, 421 closing, 421, false",
    "250 Ok, 421 4.3.2 closing, 421 closing, 421, false",
    "250 Ok, 250 Ok, 421 4.3.2 closing, 421, false"
  })
  void aRefusedEnvelopeIsReportedAndTheSessionGoesOn(
      String mail, String rcpt, String data, int code, boolean usable) throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.pipelinedEnvelope(mail, rcpt, data);
              talk.hear("RSET");
              talk.say("250 Ok");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      TransmissionOutcome outcome = send(relay);
      assertThat(reply(outcome).code()).isEqualTo(code);
      assertThat(outcome).isInstanceOf(code / 100 == 5 ? Refused.class : Deferred.class);
      assertThat(relay.usable()).isEqualTo(usable);
      if (usable) {
        assertThat(send(relay)).isInstanceOf(Accepted.class);
      }
      assertThat(server.messages()).hasSize(usable ? 1 : 0);
    }
  }

  @Test
  void dataTakenForNobodyIsEndedByALoneDot() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.pipelinedEnvelope("250 Ok", "550 5.1.1 unknown", "354 Go on");
              talk.message();
              talk.say("554 5.5.1 no valid recipients");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isEqualTo(new Refused(new RelayReply(550, "5.1.1", "unknown")));
      assertThat(send(relay)).isInstanceOf(Accepted.class);
      assertThat(server.messages()).containsExactly("", text(MESSAGE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "250 2.0.0 Ok, Accepted, true",
    "451 4.3.0 later, Deferred, true",
    "550 5.7.1 spam, Refused, true",
    "421 4.3.2 closing, Deferred, false",
    "354 what, Unknown, false",
    "hello, Unknown, false"
  })
  void theAnswerToTheFinalDotDecides(String answer, String outcome, boolean usable)
      throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept(answer);
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay).getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(relay.usable()).isEqualTo(usable);
    }
  }

  @Test
  void aCutBeforeTheFinalDotIsARetryAndAfterItUnknown() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("PIPELINING");
              talk.hear("MAIL");
              talk.cut();
            },
            talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.cut();
            },
            talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.sayRaw("250 2.0");
            },
            talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.await(sent);
            })) {
      try (RelayConnection relay = connect(server)) {
        assertThat(reply(send(relay)).enhanced()).isEqualTo("4.4.2");
        assertThat(relay.usable()).isFalse();
        assertThat(send(relay)).isInstanceOf(Deferred.class);
      }
      for (Duration timeout :
          List.of(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200))) {
        try (RelayConnection relay = SmtpSession.open(patient(server.port(), timeout))) {
          assertThat(send(relay)).isInstanceOf(Unknown.class);
          assertThat(relay.usable()).isFalse();
        }
      }
      sent.countDown();
    }
  }

  @Test
  void aRefusalStandsThoughTheServerHangsUpAfterIt() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.hear("MAIL");
              talk.say("550 5.7.1 go away");
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isEqualTo(new Refused(new RelayReply(550, "5.7.1", "go away")));
      assertThat(relay.usable()).isFalse();
    }
  }

  @Test
  void wordsNobodyAskedForEndTheSessionBeforeTheyAreTakenForAnAnswer() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok\r\n421 4.3.2 going down");
              said.countDown();
            });
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isInstanceOf(Accepted.class);
      said.await();
      assertThat(send(relay)).isEqualTo(new Deferred(new RelayReply(421, "4.3.2", "going down")));
      assertThat(server.messages()).hasSize(1);
    }
  }

  @Test
  void lettersOutsideAsciiNeedAServerThatTakesThem() throws Exception {
    Envelope envelope = new Envelope(ENVELOPE.from(), EmailAddress.of("zoë@reader.example"));
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("PIPELINING", "8BITMIME", "SMTPUTF8");
              talk.accept("250 Ok");
            },
            talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok");
            })) {
      try (RelayConnection relay = connect(server)) {
        assertThat(relay.send(envelope, MESSAGE, MESSAGE.length)).isInstanceOf(Accepted.class);
        assertThat(server.commands())
            .contains(
                "MAIL FROM:<b+token@bounces.courier.example> SMTPUTF8",
                "RCPT TO:<zoë@reader.example>");
      }
      try (RelayConnection relay = connect(server)) {
        assertThat(reply(relay.send(envelope, MESSAGE, MESSAGE.length)).enhanced())
            .isEqualTo("5.6.7");
        assertThat(relay.cannotTake(envelope, MESSAGE.length)).isTrue();
        assertThat(send(relay)).isInstanceOf(Accepted.class);
      }
    }
  }

  @Test
  void aMessageThatIsTooLargeIsNotOffered() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> talk.greet("SIZE 20", "PIPELINING"));
        RelayConnection relay = connect(server)) {
      assertThat(send(relay)).isInstanceOf(Refused.class);
      assertThat(reply(send(relay)).enhanced()).isEqualTo("5.3.4");
      assertThat(server.commands()).hasSize(1);
    }
  }

  @Test
  void addressesInTheServersWordsAreMasked() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "550 5.1.1 <ada@reader.example>: Ada is unknown", "503 No");
            });
        RelayConnection relay = connect(server)) {
      assertThat(reply(send(relay)).text()).isEqualTo("<a***@reader.example>: a*** is unknown");
    }
  }

  @Test
  void aMessageOfAnyLengthAndDotsArrivesAsItWas() throws Exception {
    String message = "Subject: x\r\n\r\n" + ".".repeat(70_000) + "\r\n" + ".\r\n".repeat(50_000);
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      byte[] padded = bytes(message + "not sent");
      assertThat(relay.send(ENVELOPE, padded, message.length())).isInstanceOf(Accepted.class);
      assertThat(server.messages()).containsExactly(message);
    }
  }

  @Test
  void aServerThatTurnsUsAwayIsUnavailable() throws IOException {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> talk.say("554 5.7.1 not you, x@y.example"))) {
      assertThatThrownBy(() -> connect(server))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("connecting failed")
          .hasMessageContaining("554 5.7.1 not you, x***@y.example");
    }
    RelayConfig nobody = patient(1, Duration.ofSeconds(5));
    assertThatThrownBy(() -> SmtpSession.open(nobody))
        .isInstanceOf(RelayUnavailableException.class)
        .hasMessageContaining("localhost:1");
  }

  private static RelayConnection connect(ScriptedSmtpServer server)
      throws RelayUnavailableException {
    return SmtpSession.open(RelayFixture.at(server.port()));
  }

  private static RelayConfig patient(int port, Duration patience) {
    return RelayFixture.limited(port, RelayLimits.USUAL.withPatience(patience));
  }

  private static TransmissionOutcome send(RelayConnection relay) {
    return relay.send(ENVELOPE, MESSAGE, MESSAGE.length);
  }

  private static RelayReply reply(TransmissionOutcome outcome) {
    return switch (outcome) {
      case Accepted(RelayReply reply) -> reply;
      case Deferred(RelayReply reply) -> reply;
      case Refused(RelayReply reply) -> reply;
      case Unknown(String cause) -> throw new AssertionError(cause);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
