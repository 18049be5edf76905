package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConfig.Tls;
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
import org.paperround.testing.ScriptedSmtpServer.Talk;
import org.paperround.testing.TestCertificate;

/// A relay that keeps us waiting is given up, in clear and under TLS, whether it does not answer or
/// does not take what is written; one that is only slow is not.
class SmtpPatienceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Envelope ENVELOPE =
      new Envelope(
          new EmailAddress("b+1", "portal.example"), new EmailAddress("reader", "example.org"));

  private static final Deferred NOT_IN_TIME =
      new Deferred(
          new RelayReply(
              421,
              "4.4.2",
              "before the message was handed over: the relay did not answer in time"));

  /// More than all buffers on the way take.
  private static final int ENDLESS = 32 * 1024 * 1024;

  @TempDir static Path folder;
  private static SSLContext server;

  private final CountDownLatch done = new CountDownLatch(1);

  @BeforeAll
  static void makeCertificate() throws Exception {
    server = new TestCertificate(folder, "localhost").server();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRelayThatTakesNoMoreOfAMessageIsGivenUp(boolean secured) throws Exception {
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(takingNoMessage(secured));
        RelayConnection connection = open(relay, secured)) {
      assertThat(send(connection, ENDLESS)).isEqualTo(NOT_IN_TIME);
      assertThat(connection.usable()).isFalse();
      done.countDown();
    }
  }

  /// With the envelope of the next mail behind it the final dot may have left all the same.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyKnowsOfAMessageThatWasGivenUpWithAnotherBehindIt(boolean secured) throws Exception {
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(takingNoMessage(secured));
        RelayConnection connection = open(relay, secured)) {
      prepare(connection, ENDLESS);
      prepare(connection, 100);
      assertThat(connection.send())
          .isEqualTo(new Unknown("no answer to the message: the relay did not answer in time"));
      assertThat(connection.send()).isInstanceOf(Deferred.class);
      done.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRelayThatDoesNotAnswerIsGivenUp(boolean secured) throws Exception {
    Script silent =
        talk -> {
          begin(talk, secured);
          talk.await(done);
        };
    Script silentAtTheEnd =
        talk -> {
          begin(talk, secured);
          talk.pipelinedEnvelope("250 Ok", "250 Ok", "354 Go on");
          talk.message();
          talk.await(done);
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(silent, silentAtTheEnd)) {
      try (RelayConnection connection = open(relay, secured)) {
        assertThat(send(connection, 100)).isEqualTo(NOT_IN_TIME);
      }
      try (RelayConnection connection = open(relay, secured)) {
        assertThat(send(connection, 100))
            .isEqualTo(new Unknown("no answer to the message: the relay did not answer in time"));
      }
      done.countDown();
    }
  }

  @Test
  void aReplyInPiecesHasNoMoreTimeThanOneThatComesAtOnce() throws Exception {
    Script dripping =
        talk -> {
          talk.greet("PIPELINING");
          try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
              talk.sayRaw("250-more\r\n");
            }
          } catch (IOException e) {
            // given up, as it should be
          }
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(dripping);
        RelayConnection connection = open(relay, false)) {
      assertThat(send(connection, 100)).isEqualTo(NOT_IN_TIME);
      done.countDown();
    }
  }

  /// What lies between two mails is nobody's delay.
  @Test
  void aConnectionMayRestForLongerThanThat() throws Exception {
    Script script =
        talk -> {
          talk.greet("PIPELINING");
          talk.accept("250 Ok");
          talk.accept("250 Ok");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(script);
        RelayConnection connection = open(relay, false)) {
      assertThat(send(connection, 100)).isInstanceOf(Accepted.class);
      assertThat(done.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      assertThat(send(connection, 100)).isInstanceOf(Accepted.class);
    }
  }

  private Script takingNoMessage(boolean secured) {
    return talk -> {
      begin(talk, secured);
      talk.pipelinedEnvelope("250 Ok", "250 Ok", "354 Go on");
      talk.await(done);
    };
  }

  private static void begin(Talk talk, boolean secured) throws IOException {
    talk.greet(secured ? "STARTTLS" : "PIPELINING");
    if (secured) {
      talk.hear("STARTTLS");
      talk.say("220 Go on");
      talk.secure(server);
      talk.hear("EHLO");
      talk.sayExtensions("PIPELINING");
    }
  }

  private static RelayConnection open(ScriptedSmtpServer relay, boolean secured)
      throws RelayUnavailableException {
    return SmtpSession.open(
        RelayFixture.limited(
            relay.port(),
            secured ? Tls.REQUIRED : Tls.NONE,
            RelayLimits.USUAL.withPatience(PATIENCE)));
  }

  private static TransmissionOutcome send(RelayConnection connection, int length) {
    prepare(connection, length);
    return connection.send();
  }

  private static void prepare(RelayConnection connection, int length) {
    byte[] message = "0123456789abcde\n".repeat(length / 16).getBytes(StandardCharsets.US_ASCII);
    connection.prepare(ENVELOPE, message, message.length);
  }
}
