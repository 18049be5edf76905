package org.paperround.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Addresses of pages that are asked for with something. Pure.
final class Query {
  private Query() {}

  /// The page with these fields, encoded, in the map's order; the path alone where there are none.
  static String address(String path, Map<String, String> fields) {
    return fields.isEmpty() ? path : path + "?" + text(fields);
  }

  static String text(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
