package org.paperround.mail;

/// One SMTP session, used by one thread. Finished bytes in, an outcome out; the envelope is
/// pipelined where the server offers it (RFC 2920).
public interface RelayConnection extends AutoCloseable {
  /// Takes a mail for [#send()]: complete RFC 5322 bytes with CRLF, not yet dot-stuffed; `length`
  /// bytes of `message` from 0, which may be used again afterwards. Two can be taken before one is
  /// sent.
  void prepare(Envelope envelope, byte[] message, int length);

  /// Sends the mail that was taken first. Where another one was taken already and [#pipelines()],
  /// its envelope leaves with the end of this one (RFC 2920 3.1). Never throws for what a server or
  /// network does: that is an outcome. After an outcome that lost the session, [#usable()] is
  /// false.
  TransmissionOutcome send();

  /// Takes a mail and sends it.
  default TransmissionOutcome send(Envelope envelope, byte[] message, int length) {
    prepare(envelope, message, length);
    return send();
  }

  /// Whether taking a mail while another one has not been sent yet saves time.
  boolean pipelines();

  /// Whether this server can never take such a mail, known from what it offers: it is refused
  /// without a word to anybody, and another relay may take it.
  default boolean cannotTake(Envelope envelope, int length) {
    return false;
  }

  /// False when the session is over (421, a lost connection, a protocol fault): open another one.
  boolean usable();

  /// QUIT, where there is still somebody to say it to; a mail that was taken and not sent is not
  /// delivered. Never throws.
  @Override
  void close();
}
