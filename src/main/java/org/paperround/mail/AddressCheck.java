package org.paperround.mail;

/// What the rules say of a text that should be a mail address (RFC 5321 4.1.2 and 4.5.3.1, RFC 5322
/// 3.4.1, RFC 6531; mail-standards E1, E2).
///
/// Taken: a dot-atom, whose letters may be any of Unicode, at a domain name with a dot in it. Not
/// taken, though RFC 5321 knows them: quoted local parts, address literals, and domains without a
/// dot, which no public mail system serves.
public sealed interface AddressCheck {
  record Ok(EmailAddress address) implements AddressCheck {}

  /// `reason` is a sentence for the person who typed it.
  record Refused(String reason) implements AddressCheck {}

  /// Never throws for what a person may type.
  static AddressCheck check(String text) {
    return AddressRules.check(text);
  }
}
