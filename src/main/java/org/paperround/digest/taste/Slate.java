package org.paperround.digest.taste;

import java.util.function.IntPredicate;

/// A list for one reader, card by card: each next one is that of the greatest worth, less for being
/// like what is on the list (maximal marginal relevance, Carbonell and Goldstein 1998), more where
/// its section falls short of the reader's mix (calibration, Steck 2018: the fall of `KL(mix ||
/// list)`). Cards that tell the same are never both chosen. Deterministic: of equals the one with
/// the lower number. Not thread-safe.
public final class Slate {
  /// What a card that is wholly like another on the list loses, in points.
  static final double SAMENESS = 1;

  /// Two cards as like as this tell the same, whatever stories they are filed under.
  static final double SAME = 0.55;

  /// What the divergence from the reader's mix weighs, in points.
  static final double CALIBRATION = 0.1;

  /// Steck's alpha: how much of the mix stands in for what the list has nothing of yet.
  private static final double SMOOTHING = 0.01;

  private final Offer offer;
  private final int[] counts;
  private final float[] likest;
  private int size;

  public Slate(Offer offer) {
    this.offer = offer;
    this.counts = new int[offer.sectionCount()];
    this.likest = new float[offer.size()];
  }

  /// The card is on the list, whoever put it there.
  public void add(int card) {
    counts[offer.section(card)]++;
    size++;
    float[] alike = offer.alike(card);
    for (int i = 0; i < likest.length; i++) {
      likest[i] = Math.max(likest[i], alike[i]);
    }
  }

  /// Whether a card that tells the same is on the list.
  public boolean tells(int card) {
    return likest[card] >= SAME;
  }

  /// The best next card for this reader of those that are `open`, or -1. It is not added.
  public int next(Taste taste, IntPredicate open) {
    double[] gains = gains(taste.mix());
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int card = 0; card < likest.length; card++) {
      double worth = taste.worth(card) - SAMENESS * likest[card] + gains[offer.section(card)];
      if (worth > most && !tells(card) && open.test(card)) {
        best = card;
        most = worth;
      }
    }
    return best;
  }

  /// What one more card of each section is worth for the mix.
  private double[] gains(double[] mix) {
    double[] gains = new double[mix.length];
    for (int section = 0; section < gains.length; section++) {
      gains[section] = CALIBRATION * gain(mix[section], counts[section]);
    }
    return gains;
  }

  /// By how much one more card of a section lowers the divergence, but for what is the same
  /// whichever section is taken.
  private double gain(double share, int count) {
    if (share == 0) {
      return 0;
    }
    double now = (1 - SMOOTHING) * count / (size + 1) + SMOOTHING * share;
    double then = (1 - SMOOTHING) * (count + 1) / (size + 1) + SMOOTHING * share;
    return share * Math.log(then / now);
  }
}
