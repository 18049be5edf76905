package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;
import org.paperround.staff.Secrets;

/// The two cookies of the desk, sent to it only and out of reach of scripts: the session's token,
/// and the secret of a browser that asked for a link. Thread-safe.
final class DeskCookies {
  private final boolean secure;

  DeskCookies(boolean secure) {
    this.secure = secure;
  }

  Optional<String> session(Context ctx) {
    return read(ctx, "desk-session");
  }

  void session(Context ctx, String token, Duration longest) {
    write(ctx, "desk-session", token, (int) longest.toSeconds());
  }

  void endSession(Context ctx) {
    write(ctx, "desk-session", "", 0);
  }

  Optional<String> browser(Context ctx) {
    return read(ctx, "desk-browser");
  }

  void browser(Context ctx, String secret, Duration lifetime) {
    write(ctx, "desk-browser", secret, (int) lifetime.toSeconds());
  }

  void endBrowser(Context ctx) {
    write(ctx, "desk-browser", "", 0);
  }

  private Optional<String> read(Context ctx, String name) {
    return Optional.ofNullable(ctx.cookie(named(name))).filter(Secrets::wellFormed);
  }

  private void write(Context ctx, String name, String value, int seconds) {
    ctx.cookie(new Cookie(named(name), value, "/desk", seconds, secure, true, null, SameSite.LAX));
  }

  /// A browser takes `__Secure-` over https only, so that nobody on a plain connection can plant
  /// one.
  private String named(String name) {
    return secure ? "__Secure-" + name : name;
  }
}
