package org.paperround.mail;

/// What may be amiss with an address that [AddressCheck] takes. A hint for the person who typed it
/// and never a reason to refuse it; it depends on the domain alone, so it tells nothing of who
/// reads what.
public sealed interface AddressHint {
  record None() implements AddressHint {}

  /// The domain is one slip of the finger from that of a large mailbox provider: `gmial.com`.
  record Typo(EmailAddress suggestion) implements AddressHint {}

  /// A mailbox that is gone in minutes or days.
  record ShortLived() implements AddressHint {}

  static AddressHint of(EmailAddress address) {
    return AddressHints.of(address);
  }
}
