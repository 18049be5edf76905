package org.paperround.staff.openid;

import java.util.Base64;
import org.paperround.platform.crypto.Sha256;

/// What binds one sign-in together. `state` goes to the provider's page and back, `nonce` into the
/// token, `verifier` (PKCE, RFC 7636) from us to the provider alone. Nonce and verifier follow from
/// the state and from what only the browser has, so that they are stored nowhere, and any node
/// knows them when the browser comes back.
public record OpenIdSecrets(String state, String nonce, String verifier) {
  /// `state` and `browserSecret`: 256 random bits each.
  public static OpenIdSecrets of(String state, String browserSecret) {
    return new OpenIdSecrets(
        state, derived("nonce", state, browserSecret), derived("verifier", state, browserSecret));
  }

  private static String derived(String use, String state, String browserSecret) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of("open-id " + use + "\n" + state + "\n" + browserSecret));
  }

  /// Without the values, which must not be in a log.
  @Override
  public String toString() {
    return "OpenIdSecrets[]";
  }
}
