package org.paperround.edition.ranking;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A story's score with every part that made it, so that it can be explained. Parts are added in
/// the order of [Signal], so equal parts give the very same total.
public record Score(Map<Signal, Double> parts) {
  public Score {
    Map<Signal, Double> whole = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      double part = parts.getOrDefault(signal, 0.0);
      if (!Double.isFinite(part)) {
        throw new IllegalArgumentException("the " + signal.label() + " of a score is " + part);
      }
      whole.put(signal, part == 0 ? 0.0 : part);
    }
    parts = Collections.unmodifiableMap(whole);
  }

  public double total() {
    double total = 0;
    for (double part : parts.values()) {
      total += part;
    }
    return total;
  }

  public double part(Signal signal) {
    return parts.getOrDefault(signal, 0.0);
  }

  /// What the story is worth whenever it is read: without the parts that wither with time.
  public double lasting() {
    return total() - part(Signal.FRESHNESS) - part(Signal.MOMENTUM) - part(Signal.EARLIER);
  }

  /// Parts that say something, by label, in the order of [Signal].
  public Map<String, Double> labelled() {
    Map<String, Double> labelled = new LinkedHashMap<>();
    parts.forEach((signal, part) -> {
      if (part != 0) {
        labelled.put(signal.label(), part);
      }
    });
    return labelled;
  }
}
