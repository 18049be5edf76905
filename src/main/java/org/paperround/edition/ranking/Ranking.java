package org.paperround.edition.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.paperround.edition.ranking.Candidate.Report;

/// Scores stories. Pure and deterministic: the order of reports does not matter.
///
/// The importance is the product `(1 + ln(1 + coverage)) * 2^(-age / half-life) * (1 + 0.3 ln(1 +
/// momentum)) * section * ...`. Its logarithm to base 2 is a sum, so every factor is a part in
/// points, and the order is the same.
///
/// `asOf` is the instant the edition speaks of: what is dated later counts as of then.
/// `previousCutOff` is that of the newsletter's previous edition.
public record Ranking(Weights weights, Instant asOf, Instant previousCutOff) {
  /// More reports of one owner change nothing; another owner or a later development never lowers
  /// the score.
  public Score score(Candidate candidate) {
    Map<String, Double> owners = new HashMap<>();
    Map<String, Instant> joined = new HashMap<>();
    outsideReports(candidate)
        .forEach(report -> {
          owners.merge(report.owner(), report.sourceWeight(), Math::max);
          joined.merge(report.owner(), report.publishedAt(), Ranking::earlier);
        });
    Map<Signal, Double> parts = new EnumMap<>(Signal.class);
    parts.put(Signal.COVERAGE, points(1 + Math.log1p(sum(owners))));
    parts.put(Signal.MOMENTUM, momentum(owners, joined));
    parts.put(Signal.FRESHNESS, -halfLives(candidate.developedAt()));
    parts.put(Signal.SOURCE, points(bestWeight(candidate)));
    parts.put(Signal.SECTION, points(weights.section(candidate.section())));
    parts.put(Signal.BREAKING, candidate.breaking() ? weights.breaking() : 0);
    parts.put(
        Signal.EARLIER, candidate.developedAt().isAfter(previousCutOff) ? 0 : weights.earlier());
    parts.put(Signal.CLICKS, clicks(candidate.counts()));
    parts.put(Signal.EDITOR, candidate.boost());
    return new Score(parts);
  }

  /// Coverage is what others think of it: the portal's own owner is left out, whichever of its
  /// sources reported.
  private static Stream<Report> outsideReports(Candidate candidate) {
    Set<String> own = new HashSet<>();
    candidate.reports().stream().filter(Report::ownPortal).forEach(r -> own.add(r.owner()));
    return candidate.reports().stream().filter(report -> !own.contains(report.owner()));
  }

  private double momentum(Map<String, Double> owners, Map<String, Instant> joined) {
    Instant since = asOf.minus(weights.momentumWindow());
    Map<String, Double> recent = new HashMap<>(owners);
    recent.keySet().removeIf(owner -> !joined.getOrDefault(owner, asOf).isAfter(since));
    return points(1 + weights.momentum() * Math.log1p(sum(recent)));
  }

  /// A date in the future is clamped: it is as good as now, not better.
  private double halfLives(Instant developedAt) {
    Duration age = Duration.between(developedAt, asOf);
    return age.isNegative() ? 0 : (double) age.toMillis() / weights.halfLife().toMillis();
  }

  private static double bestWeight(Candidate candidate) {
    return candidate.reports().stream().mapToDouble(Report::sourceWeight).max().orElse(1);
  }

  /// The click rate, shrunk to what is usual, against what is usual; nothing until enough readers
  /// have seen the story.
  private double clicks(StoryStatistics.Counts counts) {
    if (counts.exposures() < weights.leastExposures()) {
      return 0;
    }
    double clicked = Math.clamp(counts.clicks(), 0, counts.exposures());
    double rate =
        (clicked + weights.priorClicks()) / (counts.exposures() + weights.priorExposures());
    double usual = weights.priorClicks() / weights.priorExposures();
    return weights.clicks() * (logit(rate) - logit(usual));
  }

  private static double logit(double probability) {
    return points(probability / (1 - probability));
  }

  private static double points(double factor) {
    return Math.log(factor) / Math.log(2);
  }

  /// Added in the order of the weights, so that the order of the reports leaves no trace.
  private static double sum(Map<String, Double> owners) {
    return owners.values().stream().mapToDouble(Double::doubleValue).sorted().sum();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
