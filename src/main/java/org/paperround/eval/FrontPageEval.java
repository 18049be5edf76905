package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paperround.article.StoryGrouping;
import org.paperround.edition.ranking.Candidate;
import org.paperround.edition.ranking.Ranking;
import org.paperround.edition.ranking.Weights;

/// Whether the engine's score puts first what a portal's own editors put first: on days of feeds,
/// for the stories of one reference feed, how likely one that is among its first ten entries scores
/// above one that is not (AUC). The score sees the feeds' texts and times, never the order.
public final class FrontPageEval {
  private static final int FIRST = 10;
  private static final Duration DAY = Duration.ofHours(36);
  private static final Duration HALF_LIFE = Duration.ofHours(12);
  private static final int RESAMPLES = 2_000;

  private FrontPageEval() {}

  /// The AUC of one day: the engine's, that of `(1 + ln(1 + coverage)) x 2^(-age / 12 h)`, and that
  /// of the newest first.
  public record Day(Path folder, double engine, double formula, double recency) {}

  /// `low` and `high` bound the mean of the engine's AUC: 95 % of bootstrap resamples of the days.
  public record Result(
      List<Day> days, double auc, double low, double high, double formula, double recency) {
    public Result {
      days = List.copyOf(days);
    }

    /// Not below the plain formula in the same run; a hundredth is noise.
    public List<Bar> bars() {
      return List.of(Bar.atLeast("auc", auc, formula - 0.01));
    }

    public boolean holds() {
      return Bar.allHold(bars());
    }
  }

  private record Scored(boolean first, double engine, double formula, double recency) {}

  /// `folder` has the feeds of a day, or folders that do; `reference` is the name of one of them.
  ///
  /// @throws IOException when no folder has such a feed, or it cannot be read
  public static Result measure(Path folder, String reference) throws IOException {
    List<Day> days = new ArrayList<>();
    for (Path day : days(folder, reference)) {
      day(day, reference).ifPresent(days::add);
    }
    if (days.isEmpty()) {
      throw new IOException(
          "no folder in " + folder + " has a feed " + reference + " of more than ten entries");
    }
    Bootstrap bounds =
        Bootstrap.of(
            days.size(),
            RESAMPLES,
            drawn ->
                IntStream.of(drawn).mapToDouble(day -> days.get(day).engine()).average().orElse(0));
    return new Result(
        days,
        mean(days, Day::engine),
        bounds.low(),
        bounds.high(),
        mean(days, Day::formula),
        mean(days, Day::recency));
  }

  private static List<Path> days(Path folder, String reference) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(Files::isDirectory)
          .filter(day -> Files.isRegularFile(day.resolve(reference)))
          .sorted()
          .toList();
    }
  }

  private static Optional<Day> day(Path folder, String reference) throws IOException {
    List<FeedItem> items = FeedItem.of(feeds(folder));
    List<FeedItem> own = items.stream().filter(item -> item.owner().equals(reference)).toList();
    Instant asOf = FeedItem.latest(own);
    Map<Long, Long> stories =
        StoryGrouping.group(
            items.stream()
                .map(FeedItem::text)
                .filter(text -> !text.publishedAt().isAfter(asOf))
                .toList());
    Map<Long, List<FeedItem>> reports = FeedItem.byStory(items, stories);
    Ranking ranking = new Ranking(Weights.STANDARD, asOf, asOf.minus(DAY));
    List<Scored> scored = new ArrayList<>();
    FeedItem.byStory(own, stories)
        .forEach((story, entries) ->
            scored.add(scored(story, entries, reports.getOrDefault(story, List.of()), ranking)));
    return scored.size() <= FIRST
        ? Optional.empty()
        : Optional.of(
            new Day(
                folder,
                auc(scored, Scored::engine),
                auc(scored, Scored::formula),
                auc(scored, Scored::recency)));
  }

  /// A story takes one slot, so it counts once: among the first when one of its entries is, and as
  /// new as the newest of them.
  private static Scored scored(
      long story, List<FeedItem> entries, List<FeedItem> reports, Ranking ranking) {
    String owner = entries.getFirst().owner();
    Candidate candidate =
        FeedItem.candidate(story, reports, report -> report.owner().equals(owner), ranking.asOf());
    Set<String> others = new HashSet<>();
    reports.forEach(report -> others.add(report.owner()));
    others.remove(owner);
    Instant published =
        entries.stream()
            .map(item -> item.text().publishedAt())
            .max(Instant::compareTo)
            .orElseThrow();
    double halfLives =
        (double) Duration.between(published, ranking.asOf()).toMillis() / HALF_LIFE.toMillis();
    return new Scored(
        entries.stream().anyMatch(item -> item.position() < FIRST),
        ranking.score(candidate).total(),
        (1 + Math.log1p(others.size())) * Math.pow(2, -halfLives),
        published.getEpochSecond());
  }

  private static List<Path> feeds(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// The share of pairs of one of the first and one of the others that are in order; a tie is half.
  private static double auc(List<Scored> scored, ToDoubleFunction<Scored> score) {
    double ordered = 0;
    long pairs = 0;
    for (Scored first : scored) {
      for (Scored other : scored) {
        if (first.first() && !other.first()) {
          int order = Double.compare(score.applyAsDouble(first), score.applyAsDouble(other));
          ordered += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0.5 : ordered / pairs;
  }

  private static double mean(List<Day> days, ToDoubleFunction<Day> value) {
    return days.stream().mapToDouble(value).average().orElse(0);
  }
}
