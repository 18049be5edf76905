package org.paperround.mail;

/// A connection to one of the [Relays], which may have a rate to keep. For one thread.
public interface RelayLine extends RelayConnection {
  /// The name of the relay that the last outcome is from: of this connection's, but for a mail that
  /// only another one could take.
  String relay();

  /// Takes the place of one mail at the relay's rate; false when none may go just now. To be asked
  /// before each mail, but for those that somebody waits for.
  boolean take();

  /// Whether another relay would take a mail now, and this one can do without this connection.
  boolean spared();
}
