package org.paperround.mail;

/// A mail address that passed [AddressCheck]: `local@domain`, the local part as typed (NFC), the
/// domain as lower-case A-label (UTS-46, non-transitional). Equality is exact; people are told
/// apart by [#key()].
public record EmailAddress(String local, String domain) {
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
    return (local + "@" + domain).toLowerCase(java.util.Locale.ROOT);
  }

  /// For pages and logs: enough for its owner to recognise (`a***@reader.example`), too little to
  /// write to.
  public String masked() {
    return local.substring(0, local.offsetByCodePoints(0, 1)) + "***@" + domain;
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }
}
