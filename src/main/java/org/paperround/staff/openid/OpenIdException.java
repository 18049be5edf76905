package org.paperround.staff.openid;

import java.io.Serial;

/// Signing in with the provider ends here. The message says to an operator why; it holds no secret
/// and no address of a person.
final class OpenIdException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final OpenIdFault fault;

  OpenIdException(OpenIdFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  OpenIdFault fault() {
    return fault;
  }
}
