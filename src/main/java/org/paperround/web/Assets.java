package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.template.Templates;

/// The style sheet, the scripts and the icon of the reader's pages. Each has a hash of its content
/// in its path, so it is cached for ever and a changed one is fetched at once.
final class Assets {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  private final List<Asset> assets;

  Assets(Templates templates) {
    this.assets =
        List.of(
            asset("css", "reader.css", "text/css; charset=utf-8", ours(templates, "reader.css")),
            asset("js", "zone.js", SCRIPT, ours(templates, "zone.js")),
            asset("htmx", "htmx.js", SCRIPT, htmx()),
            asset("svg", "mark.svg", "image/svg+xml", ours(templates, "mark.svg")));
  }

  /// By `css`, `js`, `htmx`, `svg`, for the templates.
  Map<String, String> paths() {
    return assets.stream().collect(Collectors.toUnmodifiableMap(Asset::key, Asset::path));
  }

  void register(RoutesConfig routes) {
    for (Asset asset : assets) {
      routes.get(asset.path(), ctx -> serve(ctx, asset));
    }
  }

  private static void serve(Context ctx, Asset asset) {
    ctx.header("Cache-Control", "public, max-age=31536000, immutable");
    ctx.contentType(asset.type()).result(asset.text());
  }

  private static Asset asset(String key, String name, String type, String text) {
    return new Asset(key, "/assets/" + Sha256.hex(text, 8) + "/" + name, type, text);
  }

  private static String ours(Templates templates, String name) {
    return templates.file("web/" + name);
  }

  /// As its makers ship it.
  private static String htmx() {
    try (InputStream in = Assets.class.getResourceAsStream(HTMX)) {
      return new String(Objects.requireNonNull(in, HTMX).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Asset(String key, String path, String type, String text) {}
}
