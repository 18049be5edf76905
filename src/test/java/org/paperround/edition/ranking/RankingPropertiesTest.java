package org.paperround.edition.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.Candidate.Report;
import org.paperround.edition.ranking.StoryStatistics.Counts;

/// What holds of every score, whatever the story and whatever the portal weighs.
class RankingPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");

  /// Sums of the same parts in another order may differ in their last bits.
  private static final double ROUNDING = 1e-9;

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anotherOwnerNeverLowersAScore(int seed) {
    Case given = new Case(new Random(seed));
    List<Report> more = new ArrayList<>(given.reports);
    more.add(given.report("Another owner"));

    assertThat(given.score(more).total()).isGreaterThanOrEqualTo(given.score().total() - ROUNDING);
    assertThat(given.score(more).part(Signal.COVERAGE))
        .isGreaterThan(given.score().part(Signal.COVERAGE));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHundredMoreReportsOfAnOwnerGainNothing(int seed) {
    Case given = new Case(new Random(seed));
    Report one = given.reports.get(given.random.nextInt(given.reports.size()));
    List<Report> copied = new ArrayList<>(given.reports);
    for (int copy = 0; copy < 100; copy++) {
      copied.add(
          new Report(
              one.owner(),
              one.sourceWeight() * (copy % 2 == 0 ? 1 : 0.5),
              one.ownPortal(),
              one.publishedAt().plus(Duration.ofMinutes(given.random.nextInt(600)))));
    }
    Collections.shuffle(copied, given.random);

    assertThat(given.score(copied)).isEqualTo(given.score());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLaterDevelopmentNeverLowersAScore(int seed) {
    Case given = new Case(new Random(seed));
    Instant later = given.developedAt.plus(Duration.ofMinutes(1 + given.random.nextInt(6_000)));

    assertThat(given.score(later).total()).isGreaterThanOrEqualTo(given.score().total() - ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void datesInTheFutureCountAsNow(int seed) {
    Case given = new Case(new Random(seed));
    List<Report> future = new ArrayList<>();
    List<Report> clamped = new ArrayList<>();
    for (Report report : given.reports) {
      boolean ahead = given.random.nextBoolean();
      Instant date = NOW.plus(Duration.ofDays(1 + given.random.nextInt(40_000)));
      future.add(at(report, ahead ? date : report.publishedAt()));
      clamped.add(at(report, ahead ? NOW : report.publishedAt()));
    }

    assertThat(given.score(future)).isEqualTo(given.score(clamped));
    assertThat(given.score(NOW.plus(Duration.ofDays(40_000)))).isEqualTo(given.score(NOW));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfReportsLeavesNoTrace(int seed) {
    Case given = new Case(new Random(seed));
    List<Report> shuffled = new ArrayList<>(given.reports);
    Collections.shuffle(shuffled, new Random(~seed));

    assertThat(given.score(shuffled)).isEqualTo(given.score());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreClicksNeverLowerAScore(int seed) {
    Case given = new Case(new Random(seed));
    long exposures = given.random.nextInt(200_000);
    double before = Double.NEGATIVE_INFINITY;
    for (long clicks = 0; clicks <= exposures; clicks += 1 + exposures / 50) {
      double score = given.score(new Counts(exposures, clicks)).total();
      assertThat(score).isGreaterThanOrEqualTo(before);
      before = score;
    }
  }

  /// With few readers a rate is drawn to what is usual; it is never thought better than it was.
  @ParameterizedTest
  @MethodSource("seeds")
  void thePriorDrawsSmallCountsToWhatIsUsual(int seed) {
    Case given = new Case(new Random(seed));
    long exposures = given.weights.leastExposures() + 1 + given.random.nextInt(1_000);
    long clicks = given.random.nextLong(1 + exposures / 2);
    double few = given.score(new Counts(exposures, clicks)).part(Signal.CLICKS);
    double many = given.score(new Counts(exposures * 100, clicks * 100)).part(Signal.CLICKS);
    double usual = given.weights.priorClicks() / given.weights.priorExposures();

    boolean better = (double) clicks / exposures >= usual;
    assertThat(few * (better ? 1 : -1)).isGreaterThanOrEqualTo(-ROUNDING);
    assertThat(Math.abs(few)).isLessThanOrEqualTo(Math.abs(many) + ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheEditorAndTheSectionAddIsAllTheyChange(int seed) {
    Case given = new Case(new Random(seed));
    double boost = given.random.nextDouble(5);
    double factor = 1 + given.random.nextDouble(9);
    Weights heavier = given.weights.withSections(Map.of("politics", given.section * factor));

    assertThat(given.boosted(boost).total() - given.boosted(0).total())
        .isCloseTo(boost, within(ROUNDING));
    assertThat(given.weighed(heavier).total() - given.score().total())
        .isCloseTo(Math.log(factor) / Math.log(2), within(ROUNDING));
  }

  private static Report at(Report report, Instant publishedAt) {
    return new Report(report.owner(), report.sourceWeight(), report.ownPortal(), publishedAt);
  }

  /// A random story, and random weights within the bounds that a portal may set.
  private static final class Case {
    final Random random;
    final double section;
    final Weights weights;
    final Instant developedAt;
    final Instant previousCutOff;
    final List<Report> reports = new ArrayList<>();

    Case(Random random) {
      this.random = random;
      section = 0.01 + random.nextDouble(5);
      double exposures = 1 + random.nextInt(5_000);
      weights =
          new Weights(
              Duration.ofMinutes(1 + random.nextInt(3_000)),
              Duration.ofMinutes(1 + random.nextInt(600)),
              random.nextDouble(10),
              Map.of("politics", section),
              random.nextDouble(10),
              -random.nextDouble(10),
              random.nextDouble(10),
              random.nextInt(1_000),
              exposures * (0.001 + random.nextDouble(0.9)),
              exposures);
      developedAt = NOW.minus(Duration.ofMinutes(random.nextInt(6_000)));
      previousCutOff = NOW.minus(Duration.ofHours(1 + random.nextInt(36)));
      int size = 1 + random.nextInt(20);
      for (int i = 0; i < size; i++) {
        reports.add(report("Owner " + random.nextInt(8)));
      }
      if (random.nextBoolean()) {
        reports.add(new Report("The Courier", 1, true, developedAt));
      }
      // one date an owner: that an owner joined earlier than was known may well lower momentum
      reports.replaceAll(
          report -> at(report, NOW.minusSeconds(report.owner().hashCode() & 32_767)));
    }

    Report report(String owner) {
      return new Report(
          owner,
          0.1 + random.nextDouble(0.9),
          false,
          NOW.minus(Duration.ofMinutes(random.nextInt(3_000))));
    }

    Score score() {
      return score(reports);
    }

    Score score(List<Report> given) {
      return score(weights, developedAt, given, 0.5, new Counts(2_000, 90));
    }

    Score score(Instant developed) {
      return score(weights, developed, reports, 0.5, new Counts(2_000, 90));
    }

    Score score(Counts counts) {
      return score(weights, developedAt, reports, 0.5, counts);
    }

    Score boosted(double boost) {
      return score(weights, developedAt, reports, boost, new Counts(2_000, 90));
    }

    Score weighed(Weights other) {
      return score(other, developedAt, reports, 0.5, new Counts(2_000, 90));
    }

    private Score score(
        Weights used, Instant developed, List<Report> given, double boost, Counts counts) {
      return new Ranking(used, NOW, previousCutOff)
          .score(new Candidate(new StoryId(1), developed, "Politics", given, true, boost, counts));
    }
  }
}
