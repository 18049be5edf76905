package org.paperround.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.paperround.edition.ranking.SubjectTest;

/// How well subjects can be chosen, on randomised tests of headlines: by their words before anyone
/// has seen them, and by [SubjectTest] while they are shown.
///
/// **Words.** Of each two headlines of a test whose click rates differ beyond chance (two-sided p <
/// .05, pooled z), how often the words put the better one first. The tests are in ten folds by
/// their id; a test's words are weighed by the other nine folds alone, and so is the penalty, on
/// one of the nine that is held out for it. The engine keeps no such weights: this says how much
/// could be known without asking readers.
///
/// **Trying.** An audience as large as the test's own is mailed in twenty waves; the clicks of a
/// wave are known before the next. A reader clicks with the rate that the test observed, so what
/// was luck in the test counts as truth: policies can be compared, with the best headline of each
/// test (the oracle) as their limit, but the rates are no forecast. Every test weighs the same.
public final class HeadlineEval {
  private static final int FOLDS = 10;
  private static final List<Double> PENALTIES = List.of(50.0, 200.0, 800.0, 3200.0);
  private static final int WAVES = 20;
  private static final int REPETITIONS = 10;

  /// So many readers get what was drawn once: it is much faster, and the mean is the same.
  private static final int AT_ONCE = 10;

  private static final long SEED = 1;

  private HeadlineEval() {}

  /// `policy` is the engine's, `winner` the plain one: a fifth of the audience at random, then the
  /// best so far.
  public record Result(
      int tests,
      int pairs,
      double accuracy,
      double policy,
      double winner,
      double uniform,
      double oracle) {
    private static final double LEAST_ACCURACY = 0.639;

    /// What the plain policy was once measured to gain: 1.656 % against 1.416 %.
    private static final double LEAST_GAIN = 1.656 / 1.416;

    public List<Bar> bars() {
      return List.of(
          Bar.atLeast("accuracy", accuracy, LEAST_ACCURACY),
          Bar.atLeast("ctr_policy/ctr_uniform", policy / uniform, LEAST_GAIN));
    }

    public boolean holds() {
      return Bar.allHold(bars());
    }
  }

  /// Measures both on the tests of one file; the same file gives the same figures.
  ///
  /// @throws IOException when the file cannot be read, or has no test of three headlines or more
  public static Result measure(Path file) throws IOException {
    List<HeadlineTest> tests = HeadlineFile.read(file);
    if (tests.isEmpty()) {
      throw new IOException(file + " has no test of three different headlines");
    }
    List<Double> ordered =
        IntStream.range(0, FOLDS)
            .parallel()
            .mapToObj(fold -> ordered(tests, fold))
            .flatMap(List::stream)
            .toList();
    return new Result(
        tests.size(),
        ordered.size(),
        ordered.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        simulated(tests, () -> SubjectTest::draw),
        simulated(tests, Winner::new),
        mean(tests, test -> test.rates().average().orElseThrow()),
        mean(tests, test -> test.rates().max().orElseThrow()));
  }

  /// For each pair that counts in this fold's tests: 1 when the words put the better headline
  /// first, a half when they cannot say.
  private static List<Double> ordered(List<HeadlineTest> tests, int fold) {
    List<HeadlineTest> others = tests.stream().filter(test -> fold(test) != fold).toList();
    HeadlineWords words = HeadlineWords.learn(others, penalty(others, (fold + 1) % FOLDS));
    List<Double> ordered = new ArrayList<>();
    for (HeadlineTest test : tests) {
      if (fold(test) == fold) {
        test.pairsBeyondChance()
            .forEach(pair -> {
              double better = words.score(pair.better().headline());
              ordered.add((1 + Math.signum(better - words.score(pair.worse().headline()))) / 2);
            });
      }
    }
    return ordered;
  }

  private static double penalty(List<HeadlineTest> tests, int heldOut) {
    List<HeadlineTest> known = tests.stream().filter(test -> fold(test) != heldOut).toList();
    List<HeadlineTest> unknown = tests.stream().filter(test -> fold(test) == heldOut).toList();
    return PENALTIES.stream()
        .min(
            Comparator.comparingDouble(
                penalty -> HeadlineWords.learn(known, penalty).error(unknown)))
        .orElseThrow();
  }

  private static int fold(HeadlineTest test) {
    CRC32 checksum = new CRC32();
    checksum.update(test.id().getBytes(StandardCharsets.UTF_8));
    return (int) (checksum.getValue() % FOLDS);
  }

  /// Which headline the next readers get, given the counts so far.
  private interface Policy {
    int choose(SubjectTest so, RandomGenerator random);
  }

  /// The plain one: what leads after a fifth of the audience is what all others get.
  private static final class Winner implements Policy {
    private int winner = -1;

    @Override
    public int choose(SubjectTest so, RandomGenerator random) {
      List<SubjectTest.Arm> arms = so.arms();
      long exposures = arms.stream().mapToLong(SubjectTest.Arm::exposures).sum();
      if (exposures < so.rules().tried() * so.audience()) {
        return random.nextInt(arms.size());
      }
      if (winner < 0) {
        winner =
            IntStream.range(0, arms.size())
                .boxed()
                .max(Comparator.comparingDouble(arm -> rate(arms.get(arm))))
                .orElseThrow();
      }
      return winner;
    }
  }

  private static double rate(SubjectTest.Arm arm) {
    return arm.exposures() == 0 ? 0 : (double) arm.clicks() / arm.exposures();
  }

  private static double simulated(List<HeadlineTest> tests, Supplier<Policy> policy) {
    double[] rates =
        IntStream.range(0, tests.size() * REPETITIONS)
            .parallel()
            .mapToDouble(run ->
                mailed(
                    tests.get(run / REPETITIONS),
                    policy.get(),
                    new SplittableRandom(SEED * 1_000_003 + run)))
            .toArray();
    return DoubleStream.of(rates).average().orElseThrow();
  }

  /// The click rate of one audience.
  private static double mailed(HeadlineTest test, Policy policy, SplittableRandom random) {
    int size = test.arms().size();
    long[] exposures = new long[size];
    long[] clicks = new long[size];
    long audience = test.exposures();
    for (int wave = 0; wave < WAVES; wave++) {
      SubjectTest so = soFar(exposures, clicks, audience);
      long until = audience * (wave + 1) / WAVES;
      for (long reader = audience * wave / WAVES; reader < until; reader += AT_ONCE) {
        int arm = policy.choose(so, random);
        double rate = test.arms().get(arm).rate();
        for (long one = Math.min(AT_ONCE, until - reader); one > 0; one--) {
          exposures[arm]++;
          clicks[arm] += random.nextDouble() < rate ? 1 : 0;
        }
      }
    }
    return (double) LongStream.of(clicks).sum() / audience;
  }

  private static SubjectTest soFar(long[] exposures, long[] clicks, long audience) {
    return new SubjectTest(
        IntStream.range(0, exposures.length)
            .mapToObj(arm -> new SubjectTest.Arm(exposures[arm], clicks[arm]))
            .toList(),
        audience,
        SubjectTest.Rules.STANDARD);
  }

  private static double mean(List<HeadlineTest> tests, ToDoubleFunction<HeadlineTest> value) {
    return tests.stream().mapToDouble(value).average().orElseThrow();
  }
}
