package org.paperround.testing;

import java.time.Duration;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayLimits;
import org.paperround.mail.RelayQuota;
import org.paperround.mail.SignIn;

/// Relays on this machine, as tests want them: no TLS, nobody signs in, waited for 20 seconds.
public final class RelayFixture {
  private static final RelayLimits PATIENT = RelayLimits.USUAL.withPatience(Duration.ofSeconds(20));

  private RelayFixture() {}

  public static RelayConfig at(int port) {
    return at(port, Tls.NONE, new SignIn.Nobody());
  }

  public static RelayConfig at(int port, Tls tls, SignIn signIn) {
    return new RelayConfig(
        "relay", 1, "localhost", port, tls, signIn, "mail.courier.example", true, PATIENT);
  }

  public static RelayConfig limited(int port, RelayLimits limits) {
    return limited(port, Tls.NONE, limits);
  }

  public static RelayConfig limited(int port, Tls tls, RelayLimits limits) {
    return new RelayConfig(
        "relay",
        1,
        "localhost",
        port,
        tls,
        new SignIn.Nobody(),
        "mail.courier.example",
        true,
        limits);
  }

  /// The same, which all nodes together may give no more than this.
  public static RelayConfig given(RelayConfig relay, double perSecond, int atOnce) {
    return new RelayConfig(
        relay.name(),
        relay.weight(),
        relay.host(),
        relay.port(),
        relay.tls(),
        relay.signIn(),
        relay.heloName(),
        relay.dsn(),
        relay.limits(),
        new RelayQuota(perSecond, atOnce));
  }

  /// One of several, which is never spoken to by SMTP.
  public static RelayConfig named(String name, int weight, int connections) {
    return new RelayConfig(
        name,
        weight,
        name + ".example",
        25,
        Tls.NONE,
        new SignIn.Nobody(),
        "mail.courier.example",
        true,
        PATIENT.withConnections(connections));
  }
}
