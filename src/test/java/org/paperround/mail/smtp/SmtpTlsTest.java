package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.SignIn;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.platform.config.Secret;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.ScriptedSmtpServer.Script;
import org.paperround.testing.TestCertificate;

/// What each TLS mode lets through, and that nothing said before TLS counts after it
/// (mail-standards F5).
class SmtpTlsTest {
  @TempDir static Path folder;
  private static SSLContext server;
  private static SSLContext client;
  private static SSLContext otherName;

  @BeforeAll
  static void makeCertificates() throws Exception {
    TestCertificate ours = new TestCertificate(folder, "localhost");
    server = ours.server();
    client = ours.client();
    otherName = new TestCertificate(folder, "elsewhere.example").server();
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"OPPORTUNISTIC", "REQUIRED", "VERIFIED"})
  void mailGoesEncryptedWhereStartTlsIsOffered(Tls tls) throws Exception {
    Script script =
        talk -> {
          talk.greet("STARTTLS", "SIZE 1");
          talk.hear("STARTTLS");
          // Words in clear after the 220 must vanish with the clear session (CVE-2011-0411).
          talk.sayRaw("220 Go on\r\n250-evil\r\n250 SIZE 1\r\n");
          talk.secure(server);
          talk.hear("EHLO");
          talk.sayExtensions("PIPELINING", "AUTH PLAIN");
          talk.hear("AUTH PLAIN");
          talk.say("235 Ok");
          talk.accept("250 Ok");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(script);
        RelayConnection connection = open(relay, tls, tls == Tls.VERIFIED)) {
      assertThat(send(connection)).isInstanceOf(Accepted.class);
      assertThat(relay.messages()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"REQUIRED", "VERIFIED"})
  void mailNeverGoesInClearWhereTlsIsRequired(Tls tls) throws Exception {
    try (ScriptedSmtpServer relay =
        new ScriptedSmtpServer(
            talk -> talk.greet("PIPELINING"),
            talk -> {
              talk.greet("STARTTLS");
              talk.hear("STARTTLS");
              talk.say("454 4.7.0 not now");
            },
            talk -> {
              talk.greet("STARTTLS");
              talk.hear("STARTTLS");
              talk.say("220 Go on", "no handshake");
            },
            talk -> {
              talk.greet("STARTTLS");
              talk.hear("STARTTLS");
              talk.say("220 Go on");
              talk.secure(server);
              talk.hear("EHLO");
              talk.say("502 5.5.1 no more");
            })) {
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> open(relay, tls, true))
            .isInstanceOf(RelayUnavailableException.class);
      }
      assertThat(relay.connections()).isEqualTo(4);
      assertThat(relay.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }
  }

  @Test
  void opportunisticGoesOnInClearWhenTlsIsNotToBeHad() throws Exception {
    try (ScriptedSmtpServer relay =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 Ok");
            },
            talk -> {
              talk.greet("STARTTLS", "PIPELINING");
              talk.hear("STARTTLS");
              talk.say("454 4.7.0 not now");
              talk.hear("EHLO");
              talk.sayExtensions("PIPELINING");
              talk.accept("250 Ok");
            })) {
      for (int i = 0; i < 2; i++) {
        try (RelayConnection connection =
            SmtpSession.open(config(relay.port(), Tls.OPPORTUNISTIC, false))) {
          assertThat(send(connection)).isInstanceOf(Accepted.class);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Tls.class, mode = Mode.EXCLUDE, names = "NONE")
  void onlyVerifiedAndImplicitCareWhoseCertificateItIs(Tls tls) throws Exception {
    boolean identified = tls == Tls.VERIFIED || tls == Tls.IMPLICIT;
    Script wrongName =
        talk -> {
          if (tls != Tls.IMPLICIT) {
            talk.greet("STARTTLS");
            talk.hear("STARTTLS");
            talk.say("220 Go on");
          }
          try {
            talk.secure(otherName);
          } catch (java.io.IOException e) {
            return; // the client left during the handshake, as it should
          }
          talk.hear("EHLO");
          talk.sayExtensions("PIPELINING");
          talk.accept("250 Ok");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(wrongName)) {
      RelayConfig config = config(relay.port(), tls, false);
      if (identified) {
        assertThatThrownBy(() -> SmtpSession.open(config))
            .isInstanceOf(RelayUnavailableException.class);
      } else {
        try (RelayConnection connection = SmtpSession.open(config)) {
          assertThat(send(connection)).isInstanceOf(Accepted.class);
        }
      }
    }
  }

  @Test
  void implicitTlsBeginsWithTheHandshake() throws Exception {
    Script script =
        talk -> {
          talk.secure(server);
          talk.greet("PIPELINING");
          talk.accept("250 Ok");
        };
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(script);
        RelayConnection connection =
            SmtpSession.open(config(relay.port(), Tls.IMPLICIT, false), client)) {
      assertThat(send(connection)).isInstanceOf(Accepted.class);
    }
  }

  private static RelayConnection open(ScriptedSmtpServer relay, Tls tls, boolean trusting)
      throws RelayUnavailableException {
    RelayConfig config = config(relay.port(), tls, true);
    return trusting ? SmtpSession.open(config, client) : SmtpSession.open(config);
  }

  private static RelayConfig config(int port, Tls tls, boolean password) {
    return RelayFixture.at(
        port,
        tls,
        password ? new SignIn.Password("user", new Secret("secret")) : new SignIn.Nobody());
  }

  private static Object send(RelayConnection connection) {
    byte[] message = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
    return connection.send(
        new Envelope(EmailAddress.of("b@courier.example"), EmailAddress.of("ada@reader.example")),
        message,
        message.length);
  }
}
