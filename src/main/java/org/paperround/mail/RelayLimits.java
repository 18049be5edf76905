package org.paperround.mail;

import java.time.Duration;

/// How hard a relay is worked, and how long it is waited for. A connection is ended in order after
/// so many messages or so much time; `finalReply` is for the reply to a whole message, which may
/// take longest (RFC 5321 4.5.3.2.6): giving up on it too early sends a mail twice.
public record RelayLimits(
    int connections,
    int messagesPerConnection,
    Duration connectionAge,
    Duration connect,
    Duration reply,
    Duration finalReply) {
  /// What holds where the operator says nothing.
  public static final RelayLimits USUAL =
      new RelayLimits(
          4,
          1000,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  public RelayLimits {
    if (connections < 1 || messagesPerConnection < 1) {
      throw new IllegalArgumentException("a relay with nothing to do");
    }
  }

  /// The same, but for how many connections.
  public RelayLimits withConnections(int most) {
    return new RelayLimits(most, messagesPerConnection, connectionAge, connect, reply, finalReply);
  }

  /// The same, waited for no longer than `most` at each step.
  public RelayLimits withPatience(Duration most) {
    return new RelayLimits(
        connections,
        messagesPerConnection,
        connectionAge,
        least(connect, most),
        least(reply, most),
        least(finalReply, most));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
