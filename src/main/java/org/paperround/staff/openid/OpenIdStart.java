package org.paperround.staff.openid;

import java.net.URI;

/// What beginning to sign in with the provider came to.
public sealed interface OpenIdStart {
  /// The browser is to go to this page of the provider.
  record Leads(URI address) implements OpenIdStart {}

  record Failed(OpenIdFault fault) implements OpenIdStart {}
}
