package org.paperround.mail;

import java.util.Locale;

/// A mail address that passed [AddressCheck]: `local@domain`, the local part as typed (NFC), the
/// domain as lower-case A-label (UTS-46, non-transitional). Equality is exact; people are told
/// apart by [#key()].
public record EmailAddress(String local, String domain) {
  /// Refuses what could break out of a header or an SMTP command; the full rules are those of
  /// [AddressCheck].
  public EmailAddress {
    if (local.isEmpty() || domain.isEmpty() || breaksOut(local) || breaksOut(domain)) {
      throw new IllegalArgumentException("not the parts of a mail address");
    }
  }

  /// Reads an address that is known to be good, such as one from our own tables.
  ///
  /// @throws IllegalArgumentException when it is not
  public static EmailAddress of(String text) {
    return switch (AddressCheck.check(text)) {
      case AddressCheck.Ok(EmailAddress address) -> address;
      case AddressCheck.Refused(String reason) ->
          throw new IllegalArgumentException("not a mail address: " + reason);
    };
  }

  /// The lower-cased copy by which duplicates are found (mail-standards E2).
  public String key() {
    return (local + "@" + domain).toLowerCase(Locale.ROOT);
  }

  /// For pages and logs: enough for its owner to recognise (`a***@reader.example`), too little to
  /// write to.
  public String masked() {
    return local.substring(0, local.offsetByCodePoints(0, 1)) + "***@" + domain;
  }

  /// Whether the local part has letters outside ASCII, so that only a relay with SMTPUTF8 can take
  /// it (RFC 6531).
  public boolean needsSmtpUtf8() {
    for (int i = 0; i < local.length(); i++) {
      if (local.charAt(i) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }

  private static boolean breaksOut(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '@') {
        return true;
      }
    }
    return false;
  }
}
