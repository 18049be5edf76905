package org.paperround.edition.ranking;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What a portal may weigh differently. `sections` by lower-case name; a section that is not named
/// weighs 1. `breaking` (0 or more) and `earlier` (0 or less) are in points. `priorClicks` of
/// `priorExposures` is what an average story would have got.
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
    if (halfLife.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("the half-life is " + halfLife);
    }
    if (momentumWindow.isNegative()) {
      throw new IllegalArgumentException("the momentum window is " + momentumWindow);
    }
    notNegative("momentum", momentum);
    notNegative("breaking", breaking);
    notNegative("clicks", clicks);
    if (!(earlier <= 0 && Double.isFinite(earlier))) {
      throw new IllegalArgumentException("what the previous edition could carry gets " + earlier);
    }
    if (!(priorClicks > 0 && priorClicks < priorExposures)) {
      throw new IllegalArgumentException(
          "the prior is " + priorClicks + " clicks of " + priorExposures + " exposures");
    }
    sections.forEach((section, weight) -> {
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("section " + section + " weighs " + weight);
      }
    });
  }

  /// A weight the other way round would make more coverage or more clicks lower a score.
  private static void notNegative(String name, double weight) {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(name + " weighs " + weight);
    }
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
