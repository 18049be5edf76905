package org.paperround.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.platform.http.WebAddress;

/// Whose pages may sign readers up by script: these origins, or any when there is none
/// (docs/adr/0022).
public record EmbedOrigins(Set<String> origins) {
  public static final EmbedOrigins ANY = new EmbedOrigins(Set.of());

  public EmbedOrigins {
    origins = Set.copyOf(origins);
  }

  /// Reads `https://www.portal.example`, several of them, or `*` alone.
  ///
  /// @throws IllegalArgumentException for what is no origin
  static EmbedOrigins parse(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("it names no origin; write * for any");
    }
    return texts.equals(List.of("*"))
        ? ANY
        : new EmbedOrigins(texts.stream().map(EmbedOrigins::origin).collect(Collectors.toSet()));
  }

  boolean any() {
    return origins.isEmpty();
  }

  boolean allows(String origin) {
    return any() || origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  private static String origin(String text) {
    return WebAddress.parse(text)
        .map(WebAddress::origin)
        .filter(text::equalsIgnoreCase)
        .orElseThrow(() ->
            new IllegalArgumentException(
                text + " is no origin: write https://www.portal.example, without a path"));
  }
}
