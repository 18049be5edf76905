package org.paperround.staff.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;

/// What can be said of the provider, and what is said of it that cannot be.
class OpenIdConfigTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "desk.oidc.issuer", "https://accounts.example/realms/news/",
          "desk.oidc.client-id", "paperround",
          "desk.oidc.client-secret", "between us");

  @Test
  void withoutKeysThereIsNoProvider() {
    assertThat(read(Map.of())).isNull();
    assertThat(read(Map.of("desk.oidc.timeout", "5s"))).isNull();
  }

  @Test
  void aProviderIsCalledByItsHostUnlessItHasAName() {
    assertThat(read(WHOLE))
        .isEqualTo(
            new OpenIdConfig(
                URI.create("https://accounts.example/realms/news/"),
                "paperround",
                new Secret("between us"),
                "accounts.example",
                Duration.ofSeconds(10)));
    assertThat(read(with("desk.oidc.name", "Courier accounts")))
        .extracting(OpenIdConfig::name)
        .isEqualTo("Courier accounts");
  }

  @Test
  void theSecretCanStandInTheEnvironmentAndIsNeverPrinted() {
    Map<String, String> file = new HashMap<>(WHOLE);
    file.remove("desk.oidc.client-secret");
    Settings settings =
        new Settings(file, Map.of("PAPERROUND_DESK_OIDC_CLIENT_SECRET", "from outside"));
    OpenIdConfig config = OpenIdConfig.read(settings);
    settings.finish();
    assertThat(config).extracting(read -> read.clientSecret().reveal()).isEqualTo("from outside");
    assertThat(String.valueOf(config)).doesNotContain("outside");
  }

  @Test
  void whatIsMissingIsNamedWithTheWayToSetIt() {
    for (String key : WHOLE.keySet()) {
      assertThatThrownBy(() -> read(with(key, "")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("has 1 problem(s)")
          .hasMessageContaining(key + " is missing")
          .hasMessageContaining(Settings.variable(key));
    }
    assertThatThrownBy(() -> read(Map.of("desk.oidc.name", "Courier accounts")))
        .hasMessageContaining("has 3 problem(s)");
  }

  @Test
  void anIssuerIsHttpsButOnThisMachine() {
    for (String good :
        List.of("https://accounts.example", "http://localhost:8180/x", "http://127.0.0.1:81")) {
      assertThat(read(with("desk.oidc.issuer", good)))
          .extracting(OpenIdConfig::issuer)
          .isEqualTo(URI.create(good));
    }
    for (String bad :
        List.of(
            "http://accounts.example",
            "http://localhost.evil.example",
            "accounts.example",
            "ftp://accounts.example",
            "https://",
            "https://me@accounts.example",
            "https://accounts.example?x=1",
            "https://accounts.example#x",
            "not an address")) {
      assertThatThrownBy(() -> read(with("desk.oidc.issuer", bad)))
          .as(bad)
          .hasMessageContaining("has 1 problem(s)")
          .hasMessageContaining("desk.oidc.issuer must begin with https://");
    }
  }

  @Test
  void aNameFitsOnAButton() {
    assertThatThrownBy(() -> read(with("desk.oidc.name", "x".repeat(61))))
        .hasMessageContaining("desk.oidc.name is longer than 60 letters");
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> all = new HashMap<>(WHOLE);
    all.put(key, value);
    return all;
  }

  private static OpenIdConfig read(Map<String, String> values) {
    Settings settings = new Settings(values, Map.of());
    OpenIdConfig config = OpenIdConfig.read(settings);
    settings.finish();
    return config;
  }
}
