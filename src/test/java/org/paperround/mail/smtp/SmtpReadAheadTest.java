package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayLimits;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;

/// The envelope of the next mail leaves with the end of the one before (RFC 2920 3.1), and nothing
/// that can go wrong with either is taken for the other's.
@SuppressWarnings("try") // closing early is what is tested
class SmtpReadAheadTest {
  private static final EmailAddress FROM = EmailAddress.of("b+token@bounces.courier.example");
  private static final Accepted OK = new Accepted(new RelayReply(250, null, "Ok"));

  @Test
  void theNextEnvelopeIsHeardBeforeAMessageIsAnswered() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.hear("MAIL FROM:");
              talk.hear("RCPT TO:<b@reader.example>");
              talk.hear("DATA");
              talk.say("250 Ok", "250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.say("250 Ok");
              talk.hear("QUIT");
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(relay.send()).isEqualTo(OK);
      relay.close();
      assertThat(server.messages()).containsExactly(message("a"), message("b"));
    }
  }

  @Test
  void aServerThatTakesNoPipelinesHearsOneAfterTheOther() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet();
              talk.accept("250 Ok");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      assertThat(relay.pipelines()).isFalse();
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(server.messages()).containsExactly(message("a"), message("b"));
    }
  }

  @Test
  void whatIsPreparedAndNotSentIsNotDelivered() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          talk.greet("PIPELINING");
          talk.envelope("250 Ok", "250 Ok", "354 Go on");
          talk.message();
          talk.hear("MAIL FROM:");
          talk.hear("RCPT TO:");
          talk.hear("DATA");
          // At once: who has gone by the second of several answers resets the connection.
          talk.say("250 Ok", "250 Ok", "250 Ok", "354 Go on");
          try {
            talk.message();
          } finally {
            left.countDown();
          }
        })) {
      RelayConnection relay = connect(server);
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      relay.close();
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.messages()).containsExactly(message("a"));
    }
  }

  @Test
  void aRefusedMessageSaysNothingOfTheNext() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("554 5.7.1 spam");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(new Refused(new RelayReply(554, "5.7.1", "spam")));
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(server.messages()).containsExactly(message("a"), message("b"));
    }
  }

  @Test
  void aRefusedEnvelopeEndsWithALoneDotAndTheSessionGoesOn() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok");
              talk.envelope("250 Ok", "550 5.1.1 unknown", "354 Go on");
              assertThat(talk.message()).isEmpty();
              talk.say("554 nobody to send to");
              talk.accept("250 Ok");
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      prepare(relay, "c");
      assertThat(relay.send()).isEqualTo(new Refused(new RelayReply(550, "5.1.1", "unknown")));
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(server.messages()).containsExactly(message("a"), "", message("c"));
    }
  }

  @Test
  void aCutAfterAMessageLeavesItUnknownAndTheNextUnsent() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
              talk.message();
              talk.cut();
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isInstanceOf(Unknown.class);
      assertThat(relay.usable()).isFalse();
      assertThat(relay.send()).isInstanceOf(Deferred.class);
    }
  }

  @Test
  void aGoodbyeAfterAMessageLeavesTheNextUnsent() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok\r\n421 4.3.2 going down");
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(relay.send()).isEqualTo(new Deferred(new RelayReply(421, "4.3.2", "going down")));
      assertThat(relay.usable()).isFalse();
    }
  }

  @Test
  void anAnswerTooManyIsNotTakenForTheNextMails() throws Exception {
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok\r\n250 Ok");
              talk.envelope("250 Ok", "250 Ok", "354 Go on");
            });
        RelayConnection relay = connect(server)) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(relay.send()).isInstanceOf(Deferred.class);
      assertThat(relay.usable()).isFalse();
      assertThat(server.messages()).containsExactly(message("a"));
    }
  }

  @Test
  void theLastMailOfASessionIsFollowedByNone() throws Exception {
    RelayLimits one =
        new RelayLimits(
            1,
            1,
            RelayLimits.USUAL.connectionAge(),
            RelayLimits.USUAL.connect(),
            RelayLimits.USUAL.reply(),
            RelayLimits.USUAL.finalReply());
    try (ScriptedSmtpServer server =
            new ScriptedSmtpServer(talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok");
              talk.hear("QUIT");
              talk.say("221 Bye");
            });
        RelayConnection relay = SmtpSession.open(RelayFixture.limited(server.port(), one))) {
      prepare(relay, "a");
      prepare(relay, "b");
      assertThat(relay.send()).isEqualTo(OK);
      assertThat(relay.usable()).isFalse();
      relay.close();
      assertThat(server.commands()).endsWith("DATA", "QUIT");
    }
  }

  private static void prepare(RelayConnection relay, String name) {
    byte[] message = message(name).getBytes(StandardCharsets.UTF_8);
    relay.prepare(
        new Envelope(FROM, EmailAddress.of(name + "@reader.example")), message, message.length);
  }

  private static String message(String name) {
    return "Subject: " + name + "\r\n\r\n.dot\r\n";
  }

  private static RelayConnection connect(ScriptedSmtpServer server)
      throws RelayUnavailableException {
    return SmtpSession.open(RelayFixture.at(server.port()));
  }
}
