package org.paperround.platform.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperround.platform.config.Settings;

/// How the HTTP client behaves: `fetch.*` settings.
///
/// `originMap` names origins that are fetched from elsewhere
/// (`https://www.thecourier.example=http://127.0.0.1:8081`): the pages keep their public addresses,
/// the bytes come from the CMS's internal address. A mapped origin may be private. `maxBytes`
/// bounds a body before and after decompression. `timeout` bounds one whole fetch, redirects
/// included.
public record FetchConfig(
    String userAgent,
    boolean allowPrivate,
    Map<String, URI> originMap,
    int maxBytes,
    Duration connectTimeout,
    Duration timeout) {
  private static final int DEFAULT_MAX_BYTES = 10_000_000;

  public FetchConfig {
    originMap = Map.copyOf(originMap);
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("a limit of " + maxBytes + " bytes lets nothing in");
    }
  }

  /// `publicUrl` is where a webmaster who sees our requests finds out who we are.
  public static FetchConfig read(Settings settings, URI publicUrl) {
    return new FetchConfig(
        userAgent(publicUrl),
        settings.flag("fetch.allow-private", false),
        readOriginMap(settings),
        settings.integer("fetch.max-bytes", DEFAULT_MAX_BYTES, 10_000, 100_000_000),
        settings.duration("fetch.connect-timeout", Duration.ofSeconds(5)),
        settings.duration("fetch.timeout", Duration.ofSeconds(20)));
  }

  private static Map<String, URI> readOriginMap(Settings settings) {
    Map<String, URI> map = new LinkedHashMap<>();
    for (String pair : settings.list("fetch.origin-map", List.of())) {
      try {
        String[] sides = pair.split("=", 2);
        URI from = URI.create(sides[0].strip());
        URI to = URI.create(sides.length == 2 ? sides[1].strip() : "");
        if (!isOrigin(from) || !isOrigin(to)) {
          throw new IllegalArgumentException(pair);
        }
        map.put(WebAddress.origin(from), to);
      } catch (IllegalArgumentException e) {
        settings.problem(
            "fetch.origin-map holds "
                + pair
                + ": each entry is written https://www.example.com=http://10.0.0.5:8080");
      }
    }
    return map;
  }

  private static boolean isOrigin(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && (uri.getRawPath() == null || uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath()));
  }

  private static String userAgent(URI publicUrl) {
    String version = FetchConfig.class.getPackage().getImplementationVersion();
    return "Paperround/" + (version == null ? "dev" : version) + " (+" + publicUrl + ")";
  }
}
