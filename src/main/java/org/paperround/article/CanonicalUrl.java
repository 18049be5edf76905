package org.paperround.article;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The address of an article without what only tells where the click came from.
///
/// `url` is what a reader opens: host in lower case, no default port, no fragment, no tracking
/// parameters. `key` is what tells articles apart: also without scheme, `www.`, `m.` and `amp.`
/// prefixes, `/amp` and trailing slash, so that http and https, or mobile and main, are one.
record CanonicalUrl(String url, String key) {
  private static final Set<String> TRACKING =
      Set.of(
          "at_medium",
          "at_campaign",
          "at_link_id",
          "at_link_origin",
          "at_format",
          "at_link_type",
          "traffic_source",
          "cmpid",
          "ns_source",
          "ns_mchannel",
          "ns_campaign",
          "ns_linkname",
          "ns_fee",
          "ocid",
          "smid",
          "emc",
          "ref",
          "ref_src",
          "referrer",
          "ftag",
          "ito",
          "xtor",
          "xtref",
          "mbid",
          "sref",
          "wt.mc_id",
          "fbclid",
          "gclid",
          "dclid",
          "msclkid",
          "mc_cid",
          "mc_eid",
          "igshid",
          "yclid",
          "icid",
          "intcmp",
          "_ga");

  /// Of an absolute http or https address.
  static CanonicalUrl of(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String host = address.getHost().toLowerCase(Locale.ROOT);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String port = defaultPort(scheme, address.getPort()) ? "" : ":" + address.getPort();
    URI normal = address.normalize();
    String path =
        normal.getRawPath() == null || normal.getRawPath().isEmpty() ? "/" : normal.getRawPath();
    String query = cleaned(address.getRawQuery());
    return new CanonicalUrl(
        scheme + "://" + host + port + path + query + keptFragment(address),
        mainHost(host) + port + mainPath(path) + query + keptFragment(address));
  }

  private static boolean defaultPort(String scheme, int port) {
    return port < 0
        || ("http".equals(scheme) && port == 80)
        || ("https".equals(scheme) && port == 443);
  }

  private static String cleaned(@org.jspecify.annotations.Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<String> kept =
        Arrays.stream(query.split("&"))
            .filter(parameter -> !parameter.isEmpty() && !isTracking(parameter))
            .toList();
    return kept.isEmpty() ? "" : kept.stream().collect(Collectors.joining("&", "?", ""));
  }

  private static boolean isTracking(String parameter) {
    String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
    return name.startsWith("utm_")
        || name.startsWith("pk_")
        || name.startsWith("mtm_")
        || name.startsWith("__twitter")
        || TRACKING.contains(name);
  }

  /// A fragment names a place on the page, except `#!`, by which old sites name the page itself.
  private static String keptFragment(URI address) {
    String fragment = address.getRawFragment();
    return fragment != null && fragment.startsWith("!") ? "#" + fragment : "";
  }

  private static String mainHost(String host) {
    for (String prefix : List.of("www.", "m.", "amp.", "mobile.")) {
      if (host.startsWith(prefix) && host.indexOf('.', prefix.length()) > 0) {
        return host.substring(prefix.length());
      }
    }
    return host;
  }

  private static String mainPath(String path) {
    String main = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return main.endsWith("/amp") ? main.substring(0, main.length() - 4) : main;
  }
}
