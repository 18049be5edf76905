package org.paperround.edition.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.Candidate.Report;
import org.paperround.edition.ranking.StoryStatistics.Counts;

/// What must hold of every score, whatever the weights will be.
class RankingTest {
  private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final Ranking RANKING = new Ranking(Weights.STANDARD, NOW, YESTERDAY);
  private static final Counts NONE = new Counts(0, 0);

  @Test
  void totalIsTheLogarithmOfTheProductOfItsFactors() {
    Candidate candidate =
        candidate(hoursAgo(6), report("A", 1), report("B", 0.5), own("The Courier"));

    double product = (1 + Math.log(1 + 1.5)) * Math.pow(2, -6.0 / 12);
    assertThat(Math.pow(2, RANKING.score(candidate).total())).isCloseTo(product, within(1e-9));
  }

  @Test
  void everyMoreOwnerRaisesTheScore() {
    double before = Double.NEGATIVE_INFINITY;
    for (int owners = 0; owners < 50; owners++) {
      List<Report> reports =
          Stream.concat(
                  Stream.of(own("The Courier")),
                  IntStream.range(0, owners).mapToObj(i -> report("Owner " + i, 0.5)))
              .toList();
      double score = RANKING.score(candidate(hoursAgo(5), reports)).total();
      assertThat(score).isGreaterThan(before);
      before = score;
    }
  }

  @Test
  void everyLaterDevelopmentRaisesTheScore() {
    double before = Double.NEGATIVE_INFINITY;
    for (int hour = 200; hour >= 0; hour--) {
      double score = RANKING.score(candidate(hoursAgo(hour), report("A", 1))).total();
      assertThat(score).as("%d hours ago", hour).isGreaterThan(before);
      before = score;
    }
  }

  @Test
  void aHundredCopiesOfOneOwnerGainNothing() {
    Report one = report("A", 0.8);
    List<Report> copies = Collections.nCopies(100, one);

    assertThat(RANKING.score(candidate(hoursAgo(1), copies)))
        .isEqualTo(RANKING.score(candidate(hoursAgo(1), one)));
  }

  @Test
  void copiesThatAnOwnerAddsLaterGiveNoMomentum() {
    Report first = new Report("A", 1, false, hoursAgo(20));
    List<Report> withCopies =
        List.of(first, report("A", 1), new Report("A", 1, false, hoursAgo(1)));

    assertThat(RANKING.score(candidate(hoursAgo(1), withCopies)))
        .isEqualTo(RANKING.score(candidate(hoursAgo(1), first)));
  }

  @Test
  void thePortalItselfIsNoCoverageWhicheverOfItsSourcesReports() {
    Candidate alone = candidate(hoursAgo(1), own("The Courier"));
    Candidate twice = candidate(hoursAgo(1), own("The Courier"), report("The Courier", 1));

    assertThat(RANKING.score(alone).part(Signal.COVERAGE)).isZero();
    assertThat(RANKING.score(twice)).isEqualTo(RANKING.score(alone));
  }

  @Test
  void aDateInTheFutureIsNoBetterThanNow() {
    Score now = RANKING.score(candidate(NOW, new Report("A", 1, false, NOW)));
    Instant future = NOW.plus(Duration.ofDays(3650));
    Score later = RANKING.score(candidate(future, new Report("A", 1, false, future)));

    assertThat(later).isEqualTo(now);
  }

  @Test
  void twelveHoursHalveAStory() {
    assertThat(RANKING.score(candidate(hoursAgo(12), report("A", 1))).part(Signal.FRESHNESS))
        .isEqualTo(-1);
    assertThat(RANKING.score(candidate(hoursAgo(18), report("A", 1))).part(Signal.FRESHNESS))
        .isEqualTo(-1.5);
  }

  @Test
  void ownersThatJustJoinedAreMomentum() {
    Candidate joining = candidate(hoursAgo(1), new Report("A", 1, false, hoursAgo(2)));
    Candidate settled = candidate(hoursAgo(1), new Report("A", 1, false, hoursAgo(4)));

    assertThat(RANKING.score(joining).part(Signal.MOMENTUM)).isPositive();
    assertThat(RANKING.score(settled).part(Signal.MOMENTUM)).isZero();
  }

  @Test
  void whatThePreviousEditionCouldCarryStandsBack() {
    assertThat(RANKING.score(candidate(YESTERDAY, report("A", 1))).part(Signal.EARLIER))
        .isEqualTo(-2);
    assertThat(
            RANKING.score(candidate(YESTERDAY.plusSeconds(1), report("A", 1))).part(Signal.EARLIER))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 499})
  void clicksSayNothingBeforeEnoughReadersSawTheStory(long exposures) {
    assertThat(clicksPart(new Counts(exposures, exposures))).isZero();
  }

  @Test
  void clicksCountAgainstWhatIsUsualAndWeighMoreWithMoreReaders() {
    assertThat(clicksPart(new Counts(1_000, 50))).isCloseTo(0, within(1e-9));
    assertThat(clicksPart(new Counts(1_000, 10))).isNegative();
    assertThat(clicksPart(new Counts(1_000, 100))).isPositive();
    assertThat(clicksPart(new Counts(100_000, 10_000)))
        .isGreaterThan(clicksPart(new Counts(1_000, 100)));
    assertThat(clicksPart(new Counts(1_000, 5_000)))
        .isEqualTo(clicksPart(new Counts(1_000, 1_000)));
  }

  @Test
  void theOrderOfTheReportsLeavesNoTrace() {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      reports.add(new Report("Owner " + i % 13, (i % 7 + 1) / 10.0, false, hoursAgo(i % 9)));
    }
    Score expected = RANKING.score(candidate(hoursAgo(1), reports));
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(reports, new Random(seed));
      assertThat(RANKING.score(candidate(hoursAgo(1), reports))).isEqualTo(expected);
    }
  }

  @Test
  void partsAddUpAndEveryFactorIsNamed() {
    Weights weights = Weights.STANDARD.withSections(Map.of("politics", 2.0));
    Candidate all =
        new Candidate(
            new StoryId(1),
            hoursAgo(36),
            "Politics",
            List.of(new Report("A", 0.5, false, hoursAgo(1)), own("The Courier")),
            true,
            0.75,
            new Counts(1_000, 100));
    Score score = new Ranking(weights, NOW, YESTERDAY).score(all);

    assertThat(score.labelled().keySet())
        .containsExactly(
            "coverage",
            "momentum",
            "freshness",
            "section",
            "breaking",
            "earlier",
            "clicks",
            "editor");
    assertThat(score.total())
        .isCloseTo(
            score.labelled().values().stream().mapToDouble(Double::doubleValue).sum(),
            within(1e-12));
    assertThat(score.part(Signal.SECTION)).isEqualTo(1);
    assertThat(score.part(Signal.BREAKING)).isEqualTo(1);
    assertThat(score.part(Signal.EDITOR)).isEqualTo(0.75);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> report("A", 0)).hasMessageContaining("source weight is 0.0");
    assertThatThrownBy(() -> report("A", Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Score(Map.of(Signal.COVERAGE, Double.POSITIVE_INFINITY)))
        .hasMessageContaining("coverage");
  }

  private static double clicksPart(Counts counts) {
    Candidate candidate =
        new Candidate(new StoryId(1), hoursAgo(1), "uk", List.of(report("A", 1)), false, 0, counts);
    return RANKING.score(candidate).part(Signal.CLICKS);
  }

  private static Candidate candidate(Instant developedAt, Report... reports) {
    return candidate(developedAt, List.of(reports));
  }

  private static Candidate candidate(Instant developedAt, List<Report> reports) {
    return new Candidate(new StoryId(1), developedAt, "uk", reports, false, 0, NONE);
  }

  private static Report report(String owner, double weight) {
    return new Report(owner, weight, false, hoursAgo(10));
  }

  private static Report own(String owner) {
    return new Report(owner, 1, true, hoursAgo(10));
  }

  private static Instant hoursAgo(long hours) {
    return NOW.minus(Duration.ofHours(hours));
  }
}
