package org.paperround.digest.taste;

import java.util.List;

/// What the parts of a story's worth to one reader weigh against each other: its importance (in
/// standard deviations over the pool), how much more readily than the crowd the reader clicks its
/// section and its owner (in points: one more is twice as readily), and how like it is to what the
/// reader clicked (0 to 1).
public record TasteWeights(double importance, double section, double owner, double words) {
  /// A fresh installation's; [Refit] may find better ones for its readers.
  public static final TasteWeights STANDARD = new TasteWeights(1, 1, 0.1, 0.3);

  /// How many parts there are.
  public static final int PARTS = 4;

  /// So that importance always counts.
  static final double LEAST_IMPORTANCE = 0.2;

  public TasteWeights {
    for (double weight : new double[] {importance, section, owner, words}) {
      if (!(weight >= 0 && weight <= 10)) {
        throw new IllegalArgumentException("a weight of taste is " + weight + ", not in [0, 10]");
      }
    }
    if (importance < LEAST_IMPORTANCE) {
      throw new IllegalArgumentException(
          "importance weighs " + importance + ", not at least " + LEAST_IMPORTANCE);
    }
  }

  /// In the order of the components, as [Taste#parts] has them.
  List<Double> list() {
    return List.of(importance, section, owner, words);
  }

  static TasteWeights of(double[] weights) {
    return new TasteWeights(weights[0], weights[1], weights[2], weights[3]);
  }

  double worth(float[] parts) {
    return worth(parts, 0);
  }

  /// Of the card whose parts begin at `from`.
  double worth(float[] parts, int from) {
    return importance * parts[from]
        + section * parts[from + 1]
        + owner * parts[from + 2]
        + words * parts[from + 3];
  }
}
