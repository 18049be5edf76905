package org.paperround.digest.taste;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Learns from digests whose tails were in random order what the parts of a taste should weigh, and
/// says whether that is better than the present weights. Pure and deterministic.
///
/// The new weights are fitted on one half of the readers: a logistic regression of clicks on the
/// parts, allowing for the position ([Behaviour#examination]), drawn towards the present weights.
/// On the other half, both are compared off-policy: had the same cards been in the order of the
/// weights, how often would they have been clicked? A card that stood at position k by chance was
/// looked at with propensity e(k); at position j it would have been with e(j). So its click counts
/// e(j) / e(k) times (Joachims, Swaminathan and Schnabel 2017), and the sum is normalised by that
/// of all such weights (SNIPS, Swaminathan and Joachims 2015).
public final class Refit {
  /// With fewer clicks in the half that is compared, nothing is adopted.
  static final int LEAST_CLICKS = 100;

  private static final int STEPS = 12;
  private static final double PULL = 20;
  private static final int RESAMPLES = 500;

  private Refit() {}

  /// One digest's tail in random order, the cards in the order shown.
  public record Digest(long reader, List<Card> cards) {
    public Digest {
      cards = List.copyOf(cards);
    }
  }

  /// `position` in the whole digest, from 1; `parts` as [Taste#parts] gave them.
  public record Card(int position, List<Float> parts, boolean clicked) {
    public Card {
      if (position < 1) {
        throw new IllegalArgumentException("a card at position " + position);
      }
      if (parts.size() != TasteWeights.PARTS) {
        throw new IllegalArgumentException("a card's worth has " + parts.size() + " parts");
      }
      parts = List.copyOf(parts);
    }

    float[] array() {
      float[] array = new float[parts.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = parts.get(i);
      }
      return array;
    }
  }

  /// The clicks a look that the present and the found weights would have had, on `digests` that
  /// were not learnt from, with `clicks` in them; `low` is the gain that 99 % of bootstrap
  /// resamples exceed: it is asked every night, and chance should not answer.
  public record Verdict(
      TasteWeights found,
      int digests,
      int clicks,
      double present,
      double candidate,
      double low,
      boolean better) {}

  public static Verdict of(List<Digest> digests, TasteWeights present) {
    List<Digest> learnt = digests.stream().filter(digest -> half(digest) == 0).toList();
    List<Digest> held = digests.stream().filter(digest -> half(digest) == 1).toList();
    TasteWeights found = fit(learnt, present);
    // Readers are independent of each other, a reader's digests are not.
    Collection<List<Digest>> readers =
        held.stream()
            .collect(Collectors.groupingBy(Digest::reader, TreeMap::new, Collectors.toList()))
            .values();
    Estimate[] before = readers.stream().map(of -> estimate(of, present)).toArray(Estimate[]::new);
    Estimate[] after = readers.stream().map(of -> estimate(of, found)).toArray(Estimate[]::new);
    int clicks =
        (int)
            held.stream().flatMap(digest -> digest.cards().stream()).filter(Card::clicked).count();
    double low = low(before, after);
    return new Verdict(
        found,
        held.size(),
        clicks,
        value(before),
        value(after),
        low,
        clicks >= LEAST_CLICKS && low > 0);
  }

  private static long half(Digest digest) {
    return Long.hashCode(digest.reader() * 0x9E3779B97F4A7C15L) & 1;
  }

  /// What a digest or a reader adds to the estimate's numerator and denominator.
  private record Estimate(double clicks, double weight) {}

  private static Estimate estimate(List<Digest> digests, TasteWeights weights) {
    double clicks = 0;
    double weight = 0;
    for (Digest digest : digests) {
      Estimate one = estimate(digest, weights);
      clicks += one.clicks();
      weight += one.weight();
    }
    return new Estimate(clicks, weight);
  }

  private static Estimate estimate(Digest digest, TasteWeights weights) {
    List<Card> wanted = new ArrayList<>(digest.cards());
    wanted.sort(Comparator.comparingDouble((Card card) -> -weights.worth(card.array())));
    double clicks = 0;
    double weight = 0;
    for (int i = 0; i < wanted.size(); i++) {
      Card card = wanted.get(i);
      double looks =
          Behaviour.examination(digest.cards().get(i).position())
              / Behaviour.examination(card.position());
      weight += looks;
      clicks += card.clicked() ? looks : 0;
    }
    return new Estimate(clicks, weight);
  }

  private static double value(Estimate[] estimates) {
    double clicks = Arrays.stream(estimates).mapToDouble(Estimate::clicks).sum();
    double weight = Arrays.stream(estimates).mapToDouble(Estimate::weight).sum();
    return weight == 0 ? 0 : clicks / weight;
  }

  private static double low(Estimate[] before, Estimate[] after) {
    if (before.length == 0) {
      return 0;
    }
    SplittableRandom random = new SplittableRandom(1);
    double[] gains = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      Estimate[] drawnBefore = new Estimate[before.length];
      Estimate[] drawnAfter = new Estimate[before.length];
      for (int j = 0; j < before.length; j++) {
        int drawn = random.nextInt(before.length);
        drawnBefore[j] = before[drawn];
        drawnAfter[j] = after[drawn];
      }
      gains[i] = value(drawnAfter) - value(drawnBefore);
    }
    Arrays.sort(gains);
    return gains[RESAMPLES / 100];
  }

  /// Newton's method on the penalised likelihood; the last weight is the intercept, which is free.
  private static TasteWeights fit(List<Digest> digests, TasteWeights present) {
    double[] start = new double[TasteWeights.PARTS + 1];
    for (int i = 0; i < TasteWeights.PARTS; i++) {
      start[i] = present.list().get(i);
    }
    start[TasteWeights.PARTS] = -3;
    double[] weights = start.clone();
    for (int step = 0; step < STEPS; step++) {
      Slope slope = new Slope(weights, start);
      digests.forEach(digest -> digest.cards().forEach(slope::add));
      double[] change = slope.solved();
      for (int i = 0; i < weights.length; i++) {
        weights[i] += Math.clamp(change[i], -1, 1);
      }
    }
    double[] usable = Arrays.copyOf(weights, TasteWeights.PARTS);
    for (int i = 0; i < usable.length; i++) {
      usable[i] = Math.clamp(usable[i], i == 0 ? TasteWeights.LEAST_IMPORTANCE : 0, 10);
    }
    return TasteWeights.of(usable);
  }

  /// Gradient and curvature of the penalised likelihood at some weights.
  private static final class Slope {
    private final int size = TasteWeights.PARTS + 1;
    private final double[] weights;
    private final double[] gradient = new double[size];
    private final double[][] curvature = new double[size][size];

    Slope(double[] weights, double[] start) {
      this.weights = weights;
      for (int i = 0; i < size; i++) {
        double pull = i < TasteWeights.PARTS ? PULL : 1e-6;
        gradient[i] = pull * (start[i] - weights[i]);
        curvature[i][i] = pull;
      }
    }

    void add(Card card) {
      double[] x = new double[size];
      double sum = Math.log(Behaviour.examination(card.position()));
      for (int i = 0; i < size; i++) {
        x[i] = i < TasteWeights.PARTS ? card.parts().get(i) : 1;
        sum += weights[i] * x[i];
      }
      double chance = 1 / (1 + Math.exp(-sum));
      double missed = (card.clicked() ? 1 : 0) - chance;
      for (int i = 0; i < size; i++) {
        gradient[i] += missed * x[i];
        for (int j = 0; j < size; j++) {
          curvature[i][j] += chance * (1 - chance) * x[i] * x[j];
        }
      }
    }

    /// Gaussian elimination; the penalty keeps the curvature positive definite.
    double[] solved() {
      for (int pivot = 0; pivot < size; pivot++) {
        for (int row = pivot + 1; row < size; row++) {
          double factor = curvature[row][pivot] / curvature[pivot][pivot];
          for (int column = pivot; column < size; column++) {
            curvature[row][column] -= factor * curvature[pivot][column];
          }
          gradient[row] -= factor * gradient[pivot];
        }
      }
      double[] solution = new double[size];
      for (int row = size - 1; row >= 0; row--) {
        double rest = gradient[row];
        for (int column = row + 1; column < size; column++) {
          rest -= curvature[row][column] * solution[column];
        }
        solution[row] = rest / curvature[row][row];
      }
      return solution;
    }
  }
}
