package org.paperround.edition.ranking;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What a portal may weigh differently. `sections` by lower-case name; a section that is not named
/// weighs 1. `priorClicks` of `priorExposures` is what an average story would have got.
public record Weights(
    Duration halfLife,
    Duration momentumWindow,
    double momentum,
    Map<String, Double> sections,
    double breaking,
    double earlier,
    double clicks,
    long leastExposures,
    double priorClicks,
    double priorExposures) {
  /// A fresh installation's: a half-life of twelve hours, all sections alike.
  public static final Weights STANDARD =
      new Weights(
          Duration.ofHours(12), Duration.ofHours(3), 0.3, Map.of(), 1.0, -2.0, 0.5, 500, 25, 500);

  public Weights {
    sections = Map.copyOf(sections);
    if (halfLife.isNegative() || halfLife.isZero()) {
      throw new IllegalArgumentException("the half-life is " + halfLife);
    }
    if (!(priorClicks > 0 && priorClicks < priorExposures)) {
      throw new IllegalArgumentException(
          "the prior is " + priorClicks + " clicks of " + priorExposures + " exposures");
    }
    sections.forEach((section, weight) -> {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("section " + section + " weighs " + weight);
      }
    });
  }

  /// The same weights with these sections weighed, by lower-case name.
  public Weights withSections(Map<String, Double> weighed) {
    return new Weights(
        halfLife,
        momentumWindow,
        momentum,
        weighed,
        breaking,
        earlier,
        clicks,
        leastExposures,
        priorClicks,
        priorExposures);
  }

  double section(String name) {
    return sections.getOrDefault(name.toLowerCase(Locale.ROOT), 1.0);
  }
}
