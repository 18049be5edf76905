package org.paperround.mail;

/// What the rules say of a text that should be a mail address (RFC 5321 4.1.2 and 4.5.3.1, RFC 5322
/// 3.4.1, RFC 6531; mail-standards E1, E2).
public sealed interface AddressCheck {
  record Ok(EmailAddress address) implements AddressCheck {}

  /// `reason` is a sentence for the person who typed it.
  record Refused(String reason) implements AddressCheck {}

  static AddressCheck check(String text) {
    throw new UnsupportedOperationException();
  }
}
