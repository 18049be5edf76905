package org.paperround.feedback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Header fields, or what is written like them (RFC 3464 2.1.1, RFC 5965 3): unfolded values by
/// name in lower case, in their order. Pure.
record Fields(Map<String, List<String>> values) {
  static final Fields NONE = new Fields(Map.of());

  private static final int MOST = 500;

  /// Reads up to the first empty line. Lines that are no field are passed over.
  static Fields parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int seen = 0;
    for (String field : unfolded(text)) {
      int colon = field.indexOf(':');
      if (colon > 0 && seen++ < MOST) {
        values
            .computeIfAbsent(
                field.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(field.substring(colon + 1).strip());
      }
    }
    return new Fields(values);
  }

  private static List<String> unfolded(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        break;
      }
      if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
        fields.add(field.toString());
        field.setLength(0);
      }
      field.append(field.isEmpty() ? "" : " ").append(line.strip());
    }
    fields.add(field.toString());
    return fields;
  }

  /// Empty when there is none.
  String first(String name) {
    List<String> found = all(name);
    return found.isEmpty() ? "" : found.getFirst();
  }

  List<String> all(String... names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      found.addAll(values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
    return found;
  }

  boolean has(String name) {
    return values.containsKey(name.toLowerCase(Locale.ROOT));
  }
}
