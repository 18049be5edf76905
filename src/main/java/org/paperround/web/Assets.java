package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.template.Templates;

/// The style sheet, the one script and the icon of the reader's pages. Each has a hash of its
/// content in its path, so it is cached for ever and a changed one is fetched at once.
final class Assets {
  private final List<Asset> assets;

  Assets(Templates templates) {
    this.assets =
        List.of(
            asset(templates, "reader.css", "text/css; charset=utf-8"),
            asset(templates, "zone.js", "text/javascript; charset=utf-8"),
            asset(templates, "mark.svg", "image/svg+xml"));
  }

  /// By name without ending: `css`, `js`, `svg`, for the templates.
  Map<String, String> paths() {
    return assets.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                asset -> asset.name().substring(asset.name().indexOf('.') + 1), Asset::path));
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

  private static Asset asset(Templates templates, String name, String type) {
    String text = templates.file("web/" + name);
    return new Asset(name, "/assets/" + Sha256.hex(text, 8) + "/" + name, type, text);
  }

  private record Asset(String name, String path, String type, String text) {}
}
