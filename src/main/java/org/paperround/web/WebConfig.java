package org.paperround.web;

import java.net.URI;
import java.util.List;
import org.paperround.platform.config.Settings;
import org.paperround.web.desk.DeskConfig;
import org.paperround.web.request.TrustedProxies;

/// How the web part listens and what it allows: `web.host`, `web.port` (0: any free one),
/// `web.trusted-proxies` (addresses or networks whose X-Forwarded-For is believed),
/// `web.sign-ups-per-network` and `web.sign-ups-per-address` (in an hour), `web.embed-origins`
/// (whose pages may sign readers up by script); the desk has its own.
public record WebConfig(
    String host,
    int port,
    TrustedProxies proxies,
    int signUpsPerNetwork,
    int signUpsPerAddress,
    EmbedOrigins embedOrigins,
    DeskConfig desk) {
  public static WebConfig read(Settings settings, URI publicUrl) {
    String host = settings.text("web.host", "127.0.0.1");
    int port = settings.integer("web.port", 8080, 0, 65_535);
    List<String> trusted = settings.list("web.trusted-proxies", List.of());
    TrustedProxies proxies = TrustedProxies.NONE;
    try {
      proxies = TrustedProxies.parse(trusted);
    } catch (IllegalArgumentException e) {
      settings.problem("web.trusted-proxies cannot be read: " + e.getMessage());
    }
    EmbedOrigins embedOrigins = EmbedOrigins.ANY;
    try {
      embedOrigins = EmbedOrigins.parse(settings.list("web.embed-origins", List.of("*")));
    } catch (IllegalArgumentException e) {
      settings.problem("web.embed-origins cannot be read: " + e.getMessage());
    }
    return new WebConfig(
        host,
        port,
        proxies,
        settings.integer("web.sign-ups-per-network", 30, 1, 100_000),
        settings.integer("web.sign-ups-per-address", 5, 1, 1_000),
        embedOrigins,
        DeskConfig.read(settings, publicUrl, proxies));
  }
}
