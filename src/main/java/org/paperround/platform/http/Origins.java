package org.paperround.platform.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Scheme, host and port (RFC 6454), and the map of origins that are fetched from elsewhere.
final class Origins {
  private final Map<String, URI> map;

  Origins(Map<String, URI> map) {
    this.map = map;
  }

  /// Where this address is really fetched from, when its origin is mapped.
  Optional<URI> mapped(URI uri) {
    URI target = map.get(WebAddress.origin(uri));
    return target == null ? Optional.empty() : Optional.of(moved(uri, WebAddress.origin(target)));
  }

  /// Whether this host is on the inner side of the map, where it may be private.
  boolean isInner(String host) {
    return map.values().stream().anyMatch(inner -> host.equalsIgnoreCase(inner.getHost()));
  }

  /// The public address of one that names the inner side of the map: an inner server that redirects
  /// to itself must not take us off the map.
  URI published(URI uri) {
    String origin = WebAddress.origin(uri);
    for (Map.Entry<String, URI> entry : map.entrySet()) {
      if (WebAddress.origin(entry.getValue()).equals(origin)) {
        return moved(uri, entry.getKey());
      }
    }
    return uri;
  }

  private static URI moved(URI uri, String origin) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(origin + path + query);
  }
}
