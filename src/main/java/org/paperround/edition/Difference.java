package org.paperround.edition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an act changed, by name, as JSON values; null: there was, or is, none.
record Difference(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
  static final Difference NONE = new Difference(Map.of(), Map.of());

  Difference {
    before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
  }

  /// With this, too, where it differs.
  Difference with(String name, @Nullable Object was, @Nullable Object is) {
    if (Objects.equals(was, is)) {
      return this;
    }
    Map<String, @Nullable Object> wasAll = new LinkedHashMap<>(before);
    Map<String, @Nullable Object> isAll = new LinkedHashMap<>(after);
    wasAll.put(name, was);
    isAll.put(name, is);
    return new Difference(wasAll, isAll);
  }

  /// With what differs in one part of it.
  Difference with(String part, Difference inside) {
    return with(part, inside.before, inside.after);
  }
}
