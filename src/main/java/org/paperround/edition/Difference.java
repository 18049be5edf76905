package org.paperround.edition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  /// Of the same cards in the same order, by story.
  static Difference of(List<PooledCard> before, List<PooledCard> after) {
    Difference all = NONE;
    for (int i = 0; i < before.size(); i++) {
      PooledCard was = before.get(i);
      all = all.with("story " + was.story(), was.difference(after.get(i)));
    }
    return all;
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
