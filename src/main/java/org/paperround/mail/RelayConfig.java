package org.paperround.mail;

import java.time.Duration;

/// One relay that takes our mail; [RelaySettings] reads it. `name` is the operator's word for it,
/// `weight` its share of the connections that are opened, 0 for a spare; `heloName` is our FQDN
/// (RFC 5321 4.1.1.1); `dsn`: ask for bounces with headers only, where it offers that (RFC 3461);
/// `limits` are those of each node, `quota` that of all together.
public record RelayConfig(
    String name,
    int weight,
    String host,
    int port,
    Tls tls,
    SignIn signIn,
    String heloName,
    boolean dsn,
    RelayLimits limits,
    RelayQuota quota) {
  /// What a relay is called that is the only one.
  public static final String ONLY = "relay";

  /// STARTTLS never, when offered, always, or always with name and chain verified; `IMPLICIT` is
  /// TLS from the first byte (465).
  public enum Tls {
    NONE,
    OPPORTUNISTIC,
    REQUIRED,
    VERIFIED,
    IMPLICIT
  }

  public RelayConfig {
    if (weight < 0) {
      throw new IllegalArgumentException("the weight of " + name + " is " + weight);
    }
  }

  /// One that may be given as much as it takes.
  public RelayConfig(
      String name,
      int weight,
      String host,
      int port,
      Tls tls,
      SignIn signIn,
      String heloName,
      boolean dsn,
      RelayLimits limits) {
    this(name, weight, host, port, tls, signIn, heloName, dsn, limits, RelayQuota.NONE);
  }

  /// The most connections of one node.
  int mostConnections() {
    return Math.min(limits.connections(), quota.atOnce());
  }

  boolean isSpare() {
    return weight == 0;
  }

  /// The same relay, waited for no longer than `most`.
  RelayConfig withPatience(Duration most) {
    return new RelayConfig(
        name, weight, host, port, tls, signIn, heloName, dsn, limits.withPatience(most), quota);
  }
}
