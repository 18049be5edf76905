package org.paperround.article;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Where a source's own names of sections are filed, by the slugs of both. Pure.
record SectionMap(Map<String, String> targets) {
  SectionMap {
    targets = Map.copyOf(targets);
  }

  /// Of pairs such as `uk-politics=politics`. Throws IllegalArgumentException for what is no pair,
  /// and for a name that is given twice with different targets.
  static SectionMap of(List<String> pairs) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] sides = pair.split("=", 2);
      String from = Sections.slug(sides[0]);
      String to = sides.length == 2 ? Sections.slug(sides[1]) : "";
      if (from.isEmpty() || to.isEmpty()) {
        throw new IllegalArgumentException(
            "the section mapping " + pair + " must be written uk-politics=politics");
      }
      String before = targets.putIfAbsent(from, to);
      if (before != null && !before.equals(to)) {
        throw new IllegalArgumentException(
            "the section " + from + " is mapped twice, to " + before + " and to " + to);
      }
    }
    return new SectionMap(targets);
  }

  List<String> pairs() {
    return targets.entrySet().stream()
        .map(target -> target.getKey() + "=" + target.getValue())
        .sorted()
        .toList();
  }

  /// As [Sections#of], but what this source's own names are mapped to stands before what newsrooms
  /// share.
  String of(List<String> categories, URI address, String fallback) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    return Stream.concat(categories.stream(), Arrays.stream(path.split("/")))
        .map(name -> targets.get(Sections.slug(name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> mapped(Sections.of(categories, address, fallback)));
  }

  /// Where a section of this slug is filed.
  String mapped(String slug) {
    return targets.getOrDefault(slug, slug);
  }
}
