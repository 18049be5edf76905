package org.paperround.staff.openid;

import org.paperround.mail.EmailAddress;

/// Who somebody is by the provider's word.
public sealed interface OpenIdAnswer {
  /// The provider vouches that this address is theirs.
  record Person(EmailAddress address) implements OpenIdAnswer {}

  /// `address`: what the provider named all the same; empty where it named none.
  record Failed(OpenIdFault fault, String address) implements OpenIdAnswer {}
}
