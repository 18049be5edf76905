package org.paperround.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperround.article.HubConfig;
import org.paperround.platform.config.ConfigurationException;
import org.paperround.platform.config.Settings;

/// Links in mails are https (RFC 8058 3.1).
class PublicUrlTest {
  @Test
  void aSlashAtTheEndIsNoPartOfLinks() {
    assertThat(read("https://news.example/mail/").publicUrl())
        .isEqualTo(URI.create("https://news.example/mail"));
  }

  @Test
  void httpIsRefusedButOnThisMachine() {
    assertThat(read("https://news.example").publicUrl())
        .isEqualTo(URI.create("https://news.example"));
    assertThat(read("http://localhost:8080").publicUrl().getPort()).isEqualTo(8080);
    assertThatThrownBy(() -> read("http://news.example"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("links.public-url must begin with https://");
  }

  /// A hub on the internet cannot call us on this machine.
  @Test
  void hubsAreAskedOnlyWhereTheyCanReachUs() {
    assertThat(read("http://localhost:8080").hubs().enabled()).isFalse();
    assertThat(read("https://news.example/mail").hubs())
        .isEqualTo(new HubConfig(true, URI.create("https://news.example/mail")));
  }

  private static Config read(String publicUrl) {
    Map<String, String> values = new HashMap<>();
    values.put("database.url", "jdbc:postgresql://localhost/paperround");
    values.put("links.keys", "1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    values.put("links.public-url", publicUrl);
    return Config.read(new Settings(values, Map.of()));
  }
}
