package org.paperround.digest.taste;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.Keywords;
import org.paperround.edition.ranking.StoryStatistics.Counts;

/// What an edition has on offer, as taste sees it: its usable cards by number from 0, their
/// sections and owners by number, their importance, and how alike they are. Made once for all
/// readers of an edition's revision. Thread-safe.
public final class Offer {
  private static final double LEAST_DEVIATION = 0.5;

  /// Added to what the crowd did with a past card: what is usual, as much as 500 readers tell.
  private static final double PRIOR_CLICKS = 25;

  private static final double PRIOR_EXPOSURES = 500;

  /// Below this, two texts share what all news shares.
  private static final float LEAST_LIKENESS = 0.1f;

  private final Map<String, Integer> sections = new HashMap<>();
  private final Map<String, Integer> owners = new HashMap<>();
  private final int[] section;
  private final int[] owner;
  private final float[] importance;
  private final double[] mix;
  private final Likeness index;
  private final float[][] alike;

  private Offer(List<Traits> cards, double[] scores) {
    this.section = new int[cards.size()];
    this.owner = new int[cards.size()];
    for (int i = 0; i < section.length; i++) {
      section[i] = number(sections, cards.get(i).section());
      owner[i] = number(owners, cards.get(i).owner());
    }
    this.importance = standardised(scores);
    this.mix = mix(scores);
    List<Keywords> words = cards.stream().map(Traits::words).toList();
    this.index = new Likeness(words);
    this.alike = new float[words.size()][];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = index.to(words.get(i));
    }
  }

  /// `scores` are those of the edition, in points, in the order of `cards`.
  public static Offer of(List<Traits> cards, List<Double> scores) {
    return new Offer(cards, scores.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// A card of an earlier edition in the terms of this one; `crowd` is how often it was shown to
  /// readers whose clicks are seen, and clicked.
  public Past past(Traits traits, Counts crowd) {
    return new Past(
        sections.getOrDefault(traits.section(), sections.size()),
        owners.getOrDefault(traits.owner(), owners.size()),
        (Math.min(crowd.clicks(), crowd.exposures()) + PRIOR_CLICKS)
            / (crowd.exposures() + PRIOR_EXPOSURES),
        traits);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return numbers.computeIfAbsent(name, _ -> numbers.size());
  }

  private static float[] standardised(double[] scores) {
    double mean = Arrays.stream(scores).average().orElse(0);
    double variance = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElse(0);
    double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(variance));
    float[] standardised = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      standardised[i] = (float) ((scores[i] - mean) / deviation);
    }
    return standardised;
  }

  /// The newsroom's mix: each section's share of the day's importance, a point being twice as much.
  private double[] mix(double[] scores) {
    double best = Arrays.stream(scores).max().orElse(0);
    double[] shares = new double[sections.size()];
    double total = 0;
    for (int i = 0; i < scores.length; i++) {
      double weight = Math.pow(2, scores[i] - best);
      shares[section[i]] += weight;
      total += weight;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= total;
    }
    return shares;
  }

  int size() {
    return section.length;
  }

  public int sectionCount() {
    return sections.size();
  }

  public int ownerCount() {
    return owners.size();
  }

  /// The number of the card's section, from 0.
  public int section(int card) {
    return section[card];
  }

  /// The number of the card's owner, from 0.
  public int owner(int card) {
    return owner[card];
  }

  float importance(int card) {
    return importance[card];
  }

  double mix(int section) {
    return mix[section];
  }

  /// How like each other card is to this one, from 0 to 1.
  float[] alike(int card) {
    return alike[card];
  }

  /// A card that readers were shown earlier. What this offer has nothing of has the number after
  /// the last.
  public final class Past {
    final int section;
    final int owner;
    final double rate;
    private final Traits traits;
    private volatile @Nullable Alike alike;

    private Past(int section, int owner, double rate, Traits traits) {
      this.section = section;
      this.owner = owner;
      this.rate = rate;
      this.traits = traits;
    }

    /// Worked out when a reader first clicked it.
    Alike alike() {
      Alike known = alike;
      if (known == null) {
        known = Alike.of(index.to(traits.words()));
        alike = known;
      }
      return known;
    }
  }

  /// The few cards of the offer that are like a past one, and how like, from 0 to 1.
  @SuppressWarnings("ArrayRecordComponent") // thousands are held; never compared
  record Alike(int[] cards, float[] likeness) {
    static Alike of(float[] all) {
      int[] cards =
          IntStream.range(0, all.length).filter(card -> all[card] > LEAST_LIKENESS).toArray();
      float[] likeness = new float[cards.length];
      for (int i = 0; i < cards.length; i++) {
        likeness[i] = all[cards[i]];
      }
      return new Alike(cards, likeness);
    }
  }
}
