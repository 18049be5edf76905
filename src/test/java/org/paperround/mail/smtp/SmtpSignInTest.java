package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.SignIn;
import org.paperround.platform.config.Secret;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.ScriptedSmtpServer;
import org.paperround.testing.TestCertificate;

/// Signing in: by which mechanism, with what, and never in clear where TLS was hoped for.
class SmtpSignInTest {
  private static final SignIn PASSWORD = new SignIn.Password("user", new Secret("secret"));

  @TempDir Path folder;

  @Test
  void passwordsAreSentAsTheServerWantsThem() throws Exception {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("AUTH LOGIN PLAIN", "PIPELINING");
              talk.hear("AUTH PLAIN AHVzZXIAc2VjcmV0");
              talk.say("235 2.7.0 Ok");
            },
            talk -> {
              talk.greet("AUTH LOGIN", "PIPELINING");
              talk.hear("AUTH LOGIN");
              talk.say("334 VXNlcm5hbWU6");
              talk.hear("dXNlcg==");
              talk.say("334 UGFzc3dvcmQ6");
              talk.hear("c2VjcmV0");
              talk.say("535 5.7.8 wrong");
            },
            talk -> talk.greet("PIPELINING"))) {
      RelayConfig relay = RelayFixture.at(server.port(), Tls.NONE, PASSWORD);
      try (RelayConnection connection = SmtpSession.open(relay)) {
        assertThat(connection.usable()).isTrue();
      }
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("signing in failed: 535 5.7.8 wrong");
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("takes no password");
    }
  }

  @Test
  void oneMechanismIsUsedWhereItIsAskedFor() throws Exception {
    SignIn login = new SignIn.Password("user", new Secret("secret"), "LOGIN");
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("AUTH PLAIN LOGIN");
              talk.hear("AUTH LOGIN");
              talk.say("334 VXNlcm5hbWU6");
              talk.hear("dXNlcg==");
              talk.say("334 UGFzc3dvcmQ6");
              talk.hear("c2VjcmV0");
              talk.say("235 Ok");
            },
            talk -> talk.greet("AUTH PLAIN"))) {
      RelayConfig relay = RelayFixture.at(server.port(), Tls.NONE, login);
      try (RelayConnection connection = SmtpSession.open(relay)) {
        assertThat(connection.usable()).isTrue();
      }
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("signing in failed");
      assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH PLAIN"));
    }
  }

  @Test
  void aTokenIsReadAnewAtEachSignIn() throws Exception {
    Path file = folder.resolve("token");
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("AUTH PLAIN XOAUTH2");
              talk.hear("AUTH XOAUTH2 " + bearer("first"));
              talk.say("235 2.7.0 Ok");
            },
            talk -> {
              talk.greet("AUTH PLAIN XOAUTH2");
              talk.hear("AUTH XOAUTH2 " + bearer("second"));
              talk.say("235 2.7.0 Ok");
            })) {
      RelayConfig relay = RelayFixture.at(server.port(), Tls.NONE, new SignIn.Token("user", file));
      for (String token : new String[] {"first", "second"}) {
        Files.writeString(file, token + "\n");
        try (RelayConnection connection = SmtpSession.open(relay)) {
          assertThat(connection.usable()).isTrue();
        }
      }
    }
  }

  @Test
  void aTokenThatExpiredOrIsMissingIsSaidAndNeverShown() throws Exception {
    Path file = folder.resolve("token");
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          talk.greet("AUTH XOAUTH2");
          talk.hear("AUTH XOAUTH2 " + bearer("expired-token"));
          talk.say("334 eyJzdGF0dXMiOiI0MDAifQ==");
        })) {
      RelayConfig relay = RelayFixture.at(server.port(), Tls.NONE, new SignIn.Token("user", file));
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("the token cannot be read")
          .hasMessageContaining(file.toString());
      Files.writeString(file, "two words");
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("there is no token in " + file);
      assertThat(server.connections()).isZero();
      Files.writeString(file, "expired-token");
      assertThatThrownBy(() -> SmtpSession.open(relay))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("signing in failed: the relay refuses the token in " + file)
          .hasMessageNotContaining("expired-token");
    }
  }

  @Test
  void nothingGoesInClearWhereTlsWasHopedFor() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "secret");
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> talk.greet("AUTH PLAIN XOAUTH2", "PIPELINING"))) {
      for (SignIn signIn : new SignIn[] {PASSWORD, new SignIn.Token("user", file)}) {
        RelayConfig relay = RelayFixture.at(server.port(), Tls.OPPORTUNISTIC, signIn);
        assertThatThrownBy(() -> SmtpSession.open(relay))
            .isInstanceOf(RelayUnavailableException.class)
            .hasMessageContaining("in clear");
      }
      assertThat(server.commands()).hasSize(2).allMatch(command -> command.startsWith("EHLO"));
    }
  }

  @Test
  void mechanismsOfferedBeforeTlsAreForgottenAfterIt() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "localhost");
    SSLContext secured = certificate.server();
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(talk -> {
          talk.greet("STARTTLS", "AUTH PLAIN");
          talk.hear("STARTTLS");
          talk.say("220 Go on");
          talk.secure(secured);
          talk.hear("EHLO");
          talk.sayExtensions("PIPELINING");
        })) {
      RelayConfig relay = RelayFixture.at(server.port(), Tls.VERIFIED, PASSWORD);
      assertThatThrownBy(() -> SmtpSession.open(relay, certificate.client()))
          .isInstanceOf(RelayUnavailableException.class)
          .hasMessageContaining("takes no password");
      assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }
  }

  @Test
  void theServerSeesTheEndOfASessionThatCouldNotBegin() throws Exception {
    CountDownLatch ended = new CountDownLatch(3);
    ScriptedSmtpServer.Script noPassword =
        talk -> {
          talk.greet("PIPELINING");
          talk.awaitEnd();
          ended.countDown();
        };
    ScriptedSmtpServer.Script wrong =
        talk -> {
          talk.greet("AUTH PLAIN");
          talk.hear("AUTH PLAIN");
          talk.say("535 5.7.8 wrong");
          talk.awaitEnd();
          ended.countDown();
        };
    try (ScriptedSmtpServer server = new ScriptedSmtpServer(noPassword, wrong, noPassword)) {
      for (Tls tls : new Tls[] {Tls.NONE, Tls.NONE, Tls.OPPORTUNISTIC}) {
        RelayConfig relay = RelayFixture.at(server.port(), tls, PASSWORD);
        assertThatThrownBy(() -> SmtpSession.open(relay))
            .isInstanceOf(RelayUnavailableException.class);
      }
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String bearer(String token) {
    String text = "user=user\u0001auth=Bearer " + token + "\u0001\u0001";
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
