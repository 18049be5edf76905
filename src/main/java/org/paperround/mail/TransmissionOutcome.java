package org.paperround.mail;

/// How one transmission ended (RFC 5321 4.2.1, 4.5.3.2.6; mail-standards F1, F2).
public sealed interface TransmissionOutcome {
  /// The relay took responsibility: 2xx to the final dot.
  record Accepted(RelayReply reply) implements TransmissionOutcome {}

  /// 4xx, a lost connection before the final dot was sent, or a fault nobody knows: to be tried
  /// again.
  record Deferred(RelayReply reply) implements TransmissionOutcome {}

  /// 5xx: final for this mail. What it means for the address is decided by [ReplyRules].
  record Refused(RelayReply reply) implements TransmissionOutcome {}

  /// The message was handed over whole but the answer never came (RFC 1047): it may or may not have
  /// arrived.
  record Unknown(String cause) implements TransmissionOutcome {}
}
