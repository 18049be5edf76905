package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Settings;

/// Which relays there are, and what is said of a configuration that cannot be meant.
class RelaySettingsTest {
  @Test
  void oneRelayNeedsNoName() {
    assertThat(read(Map.of("relay.host", "smtp.x.example", "relay.helo-name", "news.x.example")))
        .containsExactly(
            new RelayConfig(
                "relay",
                1,
                "smtp.x.example",
                25,
                Tls.OPPORTUNISTIC,
                new SignIn.Nobody(),
                "news.x.example",
                true,
                RelayLimits.USUAL));
  }

  @Test
  void severalRelaysAreNamedAndHaveTheirOwn() {
    Map<String, String> file =
        Map.of(
            "relays", "own, ses-1",
            "relay.helo-name", "news.x.example",
            "relay.own.host", "mx.x.example",
            "relay.own.weight", "3",
            "relay.ses-1.preset", "ses",
            "relay.ses-1.host", "email-smtp.eu-west-1.amazonaws.com",
            "relay.ses-1.weight", "0",
            "relay.ses-1.user", "key",
            "relay.ses-1.connections", "9");
    Settings settings = new Settings(file, Map.of("PAPERROUND_RELAY_SES_1_PASSWORD", "secret"));
    List<RelayConfig> relays = RelaySettings.read(settings);
    settings.finish();

    assertThat(relays).extracting(RelayConfig::name).containsExactly("own", "ses-1");
    assertThat(relays).extracting(RelayConfig::weight).containsExactly(3, 0);
    assertThat(relays).extracting(RelayConfig::port).containsExactly(25, 587);
    assertThat(relays)
        .extracting(RelayConfig::tls)
        .containsExactly(Tls.OPPORTUNISTIC, Tls.VERIFIED);
    assertThat(relays).extracting(RelayConfig::heloName).containsOnly("news.x.example");
    assertThat(relays.getFirst().signIn()).isEqualTo(new SignIn.Nobody());
    assertThat(relays.getLast().limits()).isEqualTo(RelayLimits.USUAL.withConnections(9));
    assertThat(relays.getLast().signIn())
        .isInstanceOfSatisfying(
            SignIn.Password.class,
            password -> {
              assertThat(password.user()).isEqualTo("key");
              assertThat(password.password().reveal()).isEqualTo("secret");
              assertThat(password.mechanisms()).isEqualTo("PLAIN LOGIN");
              assertThat(password.toString()).doesNotContain("secret");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "none, 25, OPPORTUNISTIC, 1000",
    "postfix, 25, OPPORTUNISTIC, 1000",
    "ses, 587, VERIFIED, 1000",
    "postmark, 587, VERIFIED, 1000",
    "mailgun, 587, VERIFIED, 1000",
    "sendgrid, 587, VERIFIED, 5000"
  })
  void aPresetSetsWhatTheOperatorDoesNot(String preset, int port, Tls tls, int messages) {
    RelayConfig relay =
        read(Map.of("relay.preset", preset, "relay.host", "smtp.x.example")).getFirst();
    assertThat(relay.port()).isEqualTo(port);
    assertThat(relay.tls()).isEqualTo(tls);
    assertThat(relay.limits().messagesPerConnection()).isEqualTo(messages);
    RelayConfig own =
        read(Map.of(
                "relay.preset", preset,
                "relay.host", "smtp.x.example",
                "relay.port", "465",
                "relay.tls", "implicit",
                "relay.messages-per-connection", "7"))
            .getFirst();
    assertThat(own.port()).isEqualTo(465);
    assertThat(own.tls()).isEqualTo(Tls.IMPLICIT);
    assertThat(own.limits().messagesPerConnection()).isEqualTo(7);
  }

  @Test
  void aRelayIsGivenNoMoreThanTheOperatorSays() {
    Map<String, String> file =
        Map.of(
            "relays", "own, ses",
            "relay.own.host", "mx.x.example",
            "relay.ses.host", "smtp.x.example",
            "relay.ses.rate", "14",
            "relay.ses.at-once", "20");
    assertThat(read(file))
        .extracting(RelayConfig::quota)
        .containsExactly(RelayQuota.NONE, new RelayQuota(14, 20));
    assertThatThrownBy(() -> read(Map.of("relay.rate", "0", "relay.at-once", "0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("relay.rate is 0.0: it must be between 0.001 and")
        .hasMessageContaining("relay.at-once is 0: it must be between 1 and");
  }

  @Test
  void aTokenComesFromAFile() {
    RelayConfig relay =
        read(Map.of(
                "relay.auth", "xoauth2",
                "relay.user", "news@x.example",
                "relay.token-file", "/run/token",
                "relay.final-timeout", "3m"))
            .getFirst();
    assertThat(relay.signIn()).isEqualTo(new SignIn.Token("news@x.example", Path.of("/run/token")));
    assertThat(relay.limits().finalReply()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void everyProblemIsSaidWithTheKeyAsItIsWritten() {
    Settings settings =
        new Settings(
            Map.ofEntries(
                Map.entry("relays", "a, b, a, B!"),
                Map.entry("relay.host", "smtp.x.example"),
                Map.entry("relay.a.weight", "0"),
                Map.entry("relay.a.host", "a.example"),
                Map.entry("relay.a.user", "u"),
                Map.entry("relay.b.weight", "0"),
                Map.entry("relay.b.preset", "postmark"),
                Map.entry("relay.b.auth", "xoauth2"),
                Map.entry("relay.b.password", "p"),
                Map.entry("relay.b.port", "0")),
            Map.of());
    RelaySettings.read(settings);
    assertThatThrownBy(settings::finish)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("to sign in, both relay.a.user and relay.a.password must be set")
        .hasMessageContaining("relay.b.host is missing: it is smtp.postmarkapp.com")
        .hasMessageContaining(
            "relay.b.password has no meaning: relay.b.auth wants relay.b.token-file")
        .hasMessageContaining("to sign in, both relay.b.user and relay.b.token-file must be set")
        .hasMessageContaining("relay.b.port is 0: it must be between 1 and 65535")
        .hasMessageContaining("relays names \"a\"")
        .hasMessageContaining("relays names \"B!\"")
        .hasMessageContaining("every relay is a spare: one needs a weight above 0")
        .hasMessageContaining("unknown key relay.host: did you mean relay.");
  }

  private static List<RelayConfig> read(Map<String, String> file) {
    Settings settings = new Settings(file, Map.of());
    List<RelayConfig> relays = RelaySettings.read(settings);
    settings.finish();
    return relays;
  }
}
