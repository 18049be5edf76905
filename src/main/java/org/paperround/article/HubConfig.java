package org.paperround.article;

import java.net.URI;
import org.paperround.platform.config.Settings;

/// Whether hubs are asked to tell of news (WebSub), and where they reach us: on where readers'
/// links are https, since a hub on the internet calls us at `publicUrl`.
public record HubConfig(boolean enabled, URI publicUrl) {
  public static HubConfig read(Settings settings, URI publicUrl) {
    boolean reachable = "https".equals(publicUrl.getScheme());
    return new HubConfig(settings.flag("websub.enabled", reachable), publicUrl);
  }
}
