package org.paperround.edition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperround.edition.ranking.FrontPage.Diversity;
import org.paperround.edition.ranking.Weights;
import org.paperround.platform.config.Settings;

/// What the portal weighs when stories are ranked, and the limits of a front page: `ranking.*`
/// settings, the same for all newsletters. Nodes should agree: whichever ranks last is seen.
public record RankingConfig(Weights weights, Diversity diversity) {
  /// A fresh installation's.
  public static final RankingConfig STANDARD =
      new RankingConfig(Weights.STANDARD, Diversity.STANDARD);

  public static RankingConfig read(Settings settings) {
    Weights standard = Weights.STANDARD;
    double[] prior = prior(settings);
    Weights weights =
        new Weights(
            settings.duration("ranking.half-life", standard.halfLife(), "1m", "30d"),
            settings.duration("ranking.momentum-window", standard.momentumWindow(), "1m", "30d"),
            settings.decimal("ranking.momentum", standard.momentum(), 0, 10),
            sections(settings),
            settings.decimal("ranking.breaking", standard.breaking(), 0, 10),
            settings.decimal("ranking.earlier", standard.earlier(), -10, 0),
            settings.decimal("ranking.clicks", standard.clicks(), 0, 10),
            settings.integer(
                "ranking.least-exposures", (int) standard.leastExposures(), 0, Integer.MAX_VALUE),
            prior[0],
            prior[1]);
    Diversity diversity = Diversity.STANDARD;
    return new RankingConfig(
        weights,
        new Diversity(
            settings.integer("ranking.front-page-per-section", diversity.perSection(), 1, 1_000),
            settings.integer("ranking.front-page-per-owner", diversity.perOwner(), 1, 1_000)));
  }

  /// An average story's clicks and exposures; fewer clicks than exposures, and some of each.
  private static double[] prior(Settings settings) {
    Weights standard = Weights.STANDARD;
    double clicks =
        settings.decimal("ranking.prior-clicks", standard.priorClicks(), 0.001, 1_000_000);
    double exposures =
        settings.decimal("ranking.prior-exposures", standard.priorExposures(), 1, 1_000_000_000);
    if (clicks >= exposures) {
      settings.problem("ranking.prior-clicks must be less than ranking.prior-exposures");
      return new double[] {standard.priorClicks(), standard.priorExposures()};
    }
    return new double[] {clicks, exposures};
  }

  /// `politics=1.2, sport=0.8`, by lower-case name.
  private static Map<String, Double> sections(Settings settings) {
    Map<String, Double> sections = new LinkedHashMap<>();
    for (String pair : settings.list("ranking.sections", List.of())) {
      int equals = pair.lastIndexOf('=');
      String name = pair.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
      double weight = weight(pair.substring(equals + 1).strip());
      if (name.isEmpty() || !(weight >= 0.01 && weight <= 100)) {
        settings.problem(
            "ranking.sections has \""
                + pair
                + "\": write SECTION=WEIGHT, such as politics=1.2, the weight between 0.01 and"
                + " 100");
      } else if (sections.putIfAbsent(name, weight) != null) {
        settings.problem("ranking.sections weighs " + name + " twice: keep one of them");
      }
    }
    return sections;
  }

  private static double weight(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
