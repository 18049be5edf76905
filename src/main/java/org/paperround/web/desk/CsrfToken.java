package org.paperround.web.desk;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.paperround.platform.crypto.Sha256;
import org.paperround.web.request.Form;

/// Shows that a form came from a page of ours: derived from the session's token, which no other
/// page can read, and not to be turned back into it.
final class CsrfToken {
  static final String FIELD = "csrf";
  static final String HEADER = "X-CSRF-Token";

  private CsrfToken() {}

  static String of(String sessionToken) {
    return Sha256.hex("csrf " + sessionToken, 32);
  }

  /// In constant time.
  static boolean matches(Context ctx, String expected) {
    String given =
        Optional.ofNullable(ctx.header(HEADER)).or(() -> Form.read(ctx).text(FIELD)).orElse("");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
