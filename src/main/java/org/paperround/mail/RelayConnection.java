package org.paperround.mail;

/// One SMTP session, used by one thread. Finished bytes in, an outcome out; the envelope is
/// pipelined where the server offers it (RFC 2920).
public interface RelayConnection extends AutoCloseable {
  /// Sends one message: complete RFC 5322 bytes with CRLF, not yet dot-stuffed; `length` bytes of
  /// `message` from 0. Never throws for what a server or network does: that is an outcome. After an
  /// outcome that lost the session, [#usable()] is false.
  TransmissionOutcome send(Envelope envelope, byte[] message, int length);

  /// Whether this server can never take such a mail, known from what it offers. Asked when it was
  /// refused: nobody was spoken to then, and another relay may take it.
  default boolean cannotTake(Envelope envelope, int length) {
    return false;
  }

  /// False when the session is over (421, a lost connection, a protocol fault): open another one.
  boolean usable();

  /// QUIT, where there is still somebody to say it to. Never throws.
  @Override
  void close();
}
