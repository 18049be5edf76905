package org.paperround.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What each word of a headline adds to the log-odds of a click: a ridge regression within tests.
/// Only the differences between the headlines of one test count, each as sure as its clicks make
/// it; a word must be in four headlines. A headline's score is the sum of its words' weights.
final class HeadlineWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}$%']+|[?!.:,\"]");
  private static final int LEAST_HEADLINES = 4;
  private static final int SWEEPS = 30;

  private final Map<String, Double> weights = new HashMap<>();

  /// `penalty` is how sure we are, before any test, that a word does nothing: the inverse of the
  /// variance of the weights.
  static HeadlineWords learn(List<HeadlineTest> tests, double penalty) {
    HeadlineWords learned = new HeadlineWords();
    Texts texts = new Texts(tests.stream().mapToInt(test -> test.arms().size()).sum());
    Map<String, Column> columns = new TreeMap<>();
    for (HeadlineTest test : tests) {
      centred(test, texts, columns);
    }
    columns.values().removeIf(column -> column.headlines < LEAST_HEADLINES);
    columns.values().forEach(Column::close);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      columns.values().forEach(column -> column.improve(texts, penalty));
    }
    columns.forEach((word, column) -> learned.weights.put(word, column.weight));
    return learned;
  }

  /// Higher is likelier to be clicked; only to be compared within one test.
  double score(String headline) {
    return words(headline).stream().mapToDouble(word -> weights.getOrDefault(word, 0.0)).sum();
  }

  /// The weighted mean square of what the scores leave unexplained within these tests.
  double error(List<HeadlineTest> tests) {
    double error = 0;
    for (HeadlineTest test : tests) {
      double mean = mean(test, arm -> arm.logOdds() - score(arm.headline()));
      for (HeadlineTest.Arm arm : test.arms()) {
        double left = arm.logOdds() - score(arm.headline()) - mean;
        error += arm.weight() * left * left;
      }
    }
    return error;
  }

  static Set<String> words(String headline) {
    String plain = headline.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    return new HashSet<>(WORD.matcher(plain).results().map(MatchResult::group).toList());
  }

  /// Adds the headlines of a test, and each word's presence, both less their means in the test: so
  /// what made the whole test popular teaches nothing.
  private static void centred(HeadlineTest test, Texts texts, Map<String, Column> columns) {
    List<Set<String>> words = test.arms().stream().map(arm -> words(arm.headline())).toList();
    Set<String> inTest = new HashSet<>();
    words.forEach(inTest::addAll);
    double weight = test.arms().stream().mapToDouble(HeadlineTest.Arm::weight).sum();
    for (String word : inTest) {
      Column column = columns.computeIfAbsent(word, _ -> new Column());
      double having = 0;
      for (int arm = 0; arm < words.size(); arm++) {
        having += words.get(arm).contains(word) ? test.arms().get(arm).weight() : 0;
        column.headlines += words.get(arm).contains(word) ? 1 : 0;
      }
      for (int arm = 0; arm < words.size(); arm++) {
        double present = words.get(arm).contains(word) ? 1 : 0;
        column.cells.add(new Cell(texts.size + arm, present - having / weight));
      }
    }
    double mean = mean(test, HeadlineTest.Arm::logOdds);
    test.arms().forEach(arm -> texts.add(arm.weight(), arm.logOdds() - mean));
  }

  private static double mean(HeadlineTest test, ToDoubleFunction<HeadlineTest.Arm> value) {
    double sum = 0;
    double weight = 0;
    for (HeadlineTest.Arm arm : test.arms()) {
      sum += arm.weight() * value.applyAsDouble(arm);
      weight += arm.weight();
    }
    return sum / weight;
  }

  /// The headlines of all tests; `left` is what the words' weights so far do not explain.
  private static final class Texts {
    final double[] weight;
    final double[] left;
    int size;

    Texts(int most) {
      weight = new double[most];
      left = new double[most];
    }

    void add(double textWeight, double unexplained) {
      weight[size] = textWeight;
      left[size++] = unexplained;
    }
  }

  private record Cell(int text, double value) {}

  /// One word: where it is, and its weight.
  private static final class Column {
    final List<Cell> cells = new ArrayList<>();
    int headlines;
    int[] texts = {};
    double[] values = {};
    double weight;

    void close() {
      texts = cells.stream().mapToInt(Cell::text).toArray();
      values = cells.stream().mapToDouble(Cell::value).toArray();
      cells.clear();
    }

    /// Coordinate descent: the best weight for this word while the others stay.
    void improve(Texts all, double penalty) {
      double agreement = 0;
      double size = penalty;
      for (int i = 0; i < texts.length; i++) {
        double pull = all.weight[texts[i]] * values[i];
        agreement += pull * (all.left[texts[i]] + weight * values[i]);
        size += pull * values[i];
      }
      double better = agreement / size;
      for (int i = 0; i < texts.length; i++) {
        all.left[texts[i]] -= (better - weight) * values[i];
      }
      weight = better;
    }
  }
}
