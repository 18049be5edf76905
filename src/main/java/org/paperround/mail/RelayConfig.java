package org.paperround.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;

/// The relay that takes our mail: `relay.*` settings. `heloName` is our FQDN (RFC 5321 4.1.1.1).
public record RelayConfig(
    String host,
    int port,
    Tls tls,
    @Nullable String user,
    @Nullable Secret password,
    String heloName,
    int connections,
    Duration timeout) {
  /// STARTTLS never, when offered, always, or always with name and chain verified; `IMPLICIT` is
  /// TLS from the first byte (465).
  public enum Tls {
    NONE,
    OPPORTUNISTIC,
    REQUIRED,
    VERIFIED,
    IMPLICIT
  }

  /// The same relay, waited for no longer than `most`.
  RelayConfig withTimeoutAtMost(Duration most) {
    return new RelayConfig(
        host,
        port,
        tls,
        user,
        password,
        heloName,
        connections,
        timeout.compareTo(most) < 0 ? timeout : most);
  }

  public static RelayConfig read(Settings settings) {
    return new RelayConfig(
        settings.text("relay.host", "localhost"),
        settings.integer("relay.port", 25, 1, 65_535),
        settings.choice("relay.tls", Tls.class, Tls.OPPORTUNISTIC),
        settings.optionalText("relay.user").orElse(null),
        settings.secret("relay.password").orElse(null),
        settings.text("relay.helo-name", "localhost.localdomain"),
        settings.integer("relay.connections", 4, 1, 200),
        settings.duration("relay.timeout", Duration.ofMinutes(5)));
  }
}
