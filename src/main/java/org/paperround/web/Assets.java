package org.paperround.web;

import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.platform.template.Templates;
import org.paperround.web.request.Asset;

/// The style sheet, the scripts and the icon of the reader's pages.
final class Assets {
  private final List<Asset> assets;

  Assets(Templates templates) {
    this.assets =
        List.of(
            Asset.style("css", "reader.css", templates.file("web/reader.css")),
            Asset.script("js", "zone.js", templates.file("web/zone.js")),
            Asset.htmx(),
            Asset.picture("svg", "mark.svg", templates.file("web/mark.svg")));
  }

  /// By `css`, `js`, `htmx`, `svg`, for the templates.
  Map<String, String> paths() {
    return assets.stream().collect(Collectors.toUnmodifiableMap(Asset::key, Asset::path));
  }

  void register(RoutesConfig routes) {
    assets.forEach(asset -> asset.register(routes));
  }
}
