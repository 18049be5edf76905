package org.paperround.mail;

/// One relay. Thread-safe; its connections are not.
public final class Relay {
  public Relay(RelayConfig config) {}

  /// Connects, greets, secures and signs in.
  ///
  /// @throws RelayUnavailableException when any of it fails; nothing was sent
  public RelayConnection connect() throws RelayUnavailableException {
    throw new UnsupportedOperationException();
  }
}
