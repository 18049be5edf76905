package org.paperround.digest.taste;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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

  /// The mix is the reader's, and for this share the newsroom's.
  static final double NEWSROOM = 0.3;

  /// Steck's alpha: how much of the mix stands in for what the list has nothing of yet.
  private static final double SMOOTHING = 0.01;

  private final Offer offer;
  private final @Nullable Taste taste;
  private final double[] mix;
  private final int[] counts;
  private final float[] likest;
  private int size;

  /// `taste`: null for a reader of whom nothing is known.
  public Slate(Offer offer, @Nullable Taste taste) {
    this.offer = offer;
    this.taste = taste;
    this.mix = taste == null ? new double[offer.sectionCount()] : taste.mix(NEWSROOM);
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

  /// The best next card of those that are `open`, or -1. It is not added.
  public int next(IntPredicate open) {
    double[] gains = new double[mix.length];
    for (int section = 0; section < gains.length; section++) {
      gains[section] = CALIBRATION * gain(section);
    }
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int card = 0; card < likest.length; card++) {
      double worth = worth(card) - SAMENESS * likest[card] + gains[offer.section(card)];
      if (worth > most && !tells(card) && open.test(card)) {
        best = card;
        most = worth;
      }
    }
    return best;
  }

  private double worth(int card) {
    return taste == null ? offer.importance(card) : taste.worth(card);
  }

  /// By how much one more card of the section lowers the divergence, but for what is the same
  /// whichever section is taken.
  private double gain(int section) {
    double p = mix[section];
    if (p == 0) {
      return 0;
    }
    double now = (1 - SMOOTHING) * counts[section] / (size + 1) + SMOOTHING * p;
    double then = (1 - SMOOTHING) * (counts[section] + 1) / (size + 1) + SMOOTHING * p;
    return p * Math.log(then / now);
  }
}
