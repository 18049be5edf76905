package org.paperround.mail;

import org.paperround.mail.smtp.SmtpSession;

/// One relay. Thread-safe; its connections are not.
public final class Relay {
  private final RelayConfig config;

  public Relay(RelayConfig config) {
    this.config = config;
  }

  public RelayConfig config() {
    return config;
  }

  /// Connects, greets, secures and signs in.
  ///
  /// @throws RelayUnavailableException when any of it fails; nothing was sent
  public RelayConnection connect() throws RelayUnavailableException {
    return SmtpSession.open(config);
  }
}
