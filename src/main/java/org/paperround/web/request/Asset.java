package org.paperround.web.request;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.paperround.platform.crypto.Sha256;

/// A style sheet, a script or an icon. It has a hash of its content in its path, so it is kept for
/// ever and a changed one is fetched at once. `key`: by which templates know it.
public record Asset(String key, String path, String type, String text) {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  public static Asset style(String key, String name, String text) {
    return of(key, name, "text/css; charset=utf-8", text);
  }

  public static Asset script(String key, String name, String text) {
    return of(key, name, SCRIPT, text);
  }

  public static Asset picture(String key, String name, String text) {
    return of(key, name, "image/svg+xml", text);
  }

  /// htmx as its makers ship it.
  public static Asset htmx() {
    try (InputStream in = Asset.class.getResourceAsStream(HTMX)) {
      byte[] bytes = Objects.requireNonNull(in, HTMX).readAllBytes();
      return script("htmx", "htmx.js", new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Asset of(String key, String name, String type, String text) {
    return new Asset(key, "/assets/" + Sha256.hex(text, 8) + "/" + name, type, text);
  }

  public void register(RoutesConfig routes) {
    routes.get(path, this::serve);
  }

  private void serve(Context ctx) {
    ctx.header("Cache-Control", "public, max-age=31536000, immutable");
    ctx.contentType(type).result(text);
  }
}
