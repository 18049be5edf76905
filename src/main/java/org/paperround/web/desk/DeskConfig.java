package org.paperround.web.desk;

import java.net.URI;
import org.paperround.platform.config.Settings;
import org.paperround.web.request.TrustedProxies;

/// How the desk is reached: `desk.secure-cookies` (its cookies go over https only),
/// `desk.links-per-network` (sign-in links asked for from one network in an hour).
public record DeskConfig(TrustedProxies proxies, boolean secureCookies, int linksPerNetwork) {
  public static DeskConfig read(Settings settings, URI publicUrl, TrustedProxies proxies) {
    return new DeskConfig(
        proxies,
        settings.flag("desk.secure-cookies", "https".equals(publicUrl.getScheme())),
        settings.integer("desk.links-per-network", 30, 1, 10_000));
  }
}
