package org.paperround.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a choice found missing in memory: pools, plans, past editions. It is made outside the
/// transaction, and the choice begins anew. For one thread.
final class Unprepared {
  private final Map<Object, Runnable> work = new LinkedHashMap<>();

  /// The same `what` is made once.
  void add(Object what, Runnable preparation) {
    work.putIfAbsent(what, preparation);
  }

  boolean any() {
    return !work.isEmpty();
  }

  void prepare() {
    work.values().forEach(Runnable::run);
  }
}
