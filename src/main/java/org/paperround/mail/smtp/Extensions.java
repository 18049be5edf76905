package org.paperround.mail.smtp;

import org.jspecify.annotations.Nullable;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayReply;

/// What the server offers in this session, and how an envelope is said to it. `maxSize` is in
/// bytes; `dsn` only where it is wanted, too.
record Extensions(
    boolean pipelining,
    boolean smtpUtf8,
    boolean eightBit,
    boolean dsn,
    boolean size,
    long maxSize) {

  static Extensions of(AngusTransport transport, boolean dsnWanted) {
    boolean size = transport.supportsExtension("SIZE");
    return new Extensions(
        transport.supportsExtension("PIPELINING"),
        transport.supportsExtension("SMTPUTF8"),
        transport.supportsExtension("8BITMIME"),
        dsnWanted && transport.supportsExtension("DSN"),
        size,
        size ? maxSize(transport.getExtensionParameter("SIZE")) : Long.MAX_VALUE);
  }

  private static long maxSize(@Nullable String parameter) {
    boolean given = parameter != null && parameter.matches("\\d{1,18}");
    long bytes = given ? Long.parseLong(parameter) : 0;
    return bytes == 0 ? Long.MAX_VALUE : bytes; // RFC 1870 4: 0 means no limit
  }

  /// What this server can never take, without asking it (RFC 6531 3.2, RFC 1870 6.1).
  @Nullable RelayReply impossible(Envelope envelope, int length) {
    if (needsUtf8(envelope) && !smtpUtf8) {
      return new RelayReply(
          553, "5.6.7", "the relay does not take addresses with letters outside ASCII");
    }
    if (length > maxSize) {
      return new RelayReply(
          552, "5.3.4", "the message has " + length + " bytes, the relay takes " + maxSize);
    }
    return null;
  }

  /// The MAIL command for a message of so many bytes; `eight`: some are outside ASCII.
  String mail(Envelope envelope, int length, boolean eight) {
    return "MAIL FROM:<"
        + envelope.from()
        + ">"
        + (size ? " SIZE=" + length : "")
        + (eightBit && eight ? " BODY=8BITMIME" : "")
        + (needsUtf8(envelope) ? " SMTPUTF8" : "")
        + (dsn ? DsnParameters.ofMail(envelope.from()) : "")
        + "\r\n";
  }

  /// The RCPT command.
  String rcpt(Envelope envelope) {
    return "RCPT TO:<"
        + envelope.to()
        + ">"
        + (dsn ? DsnParameters.ofRecipient(envelope.to()) : "")
        + "\r\n";
  }

  private static boolean needsUtf8(Envelope envelope) {
    return envelope.from().needsSmtpUtf8() || envelope.to().needsSmtpUtf8();
  }
}
