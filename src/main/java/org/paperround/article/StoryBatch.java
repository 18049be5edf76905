package org.paperround.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One batch's view of a [StoryIndex]: how much words weigh is frozen. Valid until the next one is
/// begun. Not thread-safe.
///
/// An article joins the story with the highest cos(article, centroid) x exp(-dt^2 / 2 (72 h)^2), dt
/// being the time to the story's nearest article, if that is at least [#THRESHOLD] and they have
/// enough in common. Words that many articles of the window have count for nothing. A copy of an
/// article joins that article's story, whatever its words weigh.
final class StoryBatch {
  static final double THRESHOLD = 0.22;

  /// So many articles are imagined beside those in the window, so that in a new installation a word
  /// is not common merely because the first two articles have it.
  private static final int IMAGINED = 100;

  private static final double CAP_SHARE = 0.04;
  private static final int LEAST_CAP = 25;

  /// Pairs that are less alike than this are not alike.
  private static final double LEAST_LIKENESS = 0.05;

  /// What a likeness is worth that rests on too little in common.
  private static final double TOO_LITTLE = 0.75;

  /// A bound must not be lost to the last bit of a division.
  private static final double ROUNDING = 1 + 1e-9;

  private final StoryIndex index;
  private final int number;
  private final int size;
  private final double cap;

  /// What the words weigh that were known when the batch began.
  private final double[] idfs;

  /// By slot, while one vector is compared with all.
  private double[] products = new double[0];

  private int[] touched = new int[0];

  /// By word, while a story's vectors are added up.
  private double[] sums = new double[0];

  StoryBatch(StoryIndex index, int number, Collection<StoryVector> vectors) {
    this.index = index;
    this.number = number;
    int[] coming = new int[index.postings.words()];
    for (StoryVector vector : vectors) {
      for (int term : vector.terms()) {
        coming[term]++;
      }
    }
    size = index.size() + vectors.size();
    cap = Math.max(LEAST_CAP, size * CAP_SHARE);
    idfs = new double[coming.length];
    for (int term = 0; term < idfs.length; term++) {
      idfs[term] = weigh(coming[term] + index.postings.count(term));
    }
  }

  /// The story that this text, published then, belongs to; empty when it is a new one.
  OptionalLong storyOf(StoryVector text, Instant published) {
    return index
        .original(text.fingerprint(), published)
        .map(original -> OptionalLong.of(original.story.story))
        .orElseGet(() -> mostLike(text, published));
  }

  /// Looks at the stories in the order of what their score is at most, so that few need be scored.
  private OptionalLong mostLike(StoryVector vector, Instant published) {
    double length = length(vector);
    List<Scored> candidates = new ArrayList<>();
    for (StoryIndex.Members story : closest(vector)) {
      // Unit vectors without negative weights: the sum of n of them is at least sqrt(n) long.
      double bound = story.product / length / Math.sqrt(story.byArticle.size()) * ROUNDING;
      if (bound >= THRESHOLD && !story.roundUpsOnly()) {
        double score = bound * decay(story, published);
        if (score >= THRESHOLD) {
          candidates.add(new Scored(story, story.product / length, score));
        }
      }
      story.product = 0;
    }
    candidates.sort(Comparator.comparingDouble(Scored::most).reversed());
    double rare = vector.median(this::idf);
    StoryIndex.@Nullable Members best = null;
    double highest = THRESHOLD;
    for (Scored candidate : candidates) {
      if (candidate.most() < highest) {
        break;
      }
      StoryIndex.Members story = candidate.story();
      double score = candidate.product() / length(story) * decay(story, published);
      boolean first = best == null || story.story < best.story;
      if ((score > highest || (score == highest && first)) && enoughInCommon(vector, rare, story)) {
        best = story;
        highest = score;
      }
    }
    return best == null ? OptionalLong.empty() : OptionalLong.of(best.story);
  }

  /// `most` is what its score is at most.
  private record Scored(StoryIndex.Members story, double product, double most) {}

  private double idf(int term) {
    return term < idfs.length ? idfs[term] : weigh(index.postings.count(term));
  }

  private double weigh(int count) {
    return count > cap ? 0 : Math.log((size + IMAGINED + 1.0) / (count + 0.5));
  }

  /// How alike each of these is to each later one of them: the cosine, less the further apart in
  /// time they are, and less when they have too little in common.
  Likenesses pairs(List<StoryIndex.Placed> articles) {
    int[] numbers = new int[index.slots()];
    Arrays.fill(numbers, -1);
    List<StoryIndex.Entry> entries = new ArrayList<>();
    for (StoryIndex.Placed article : articles) {
      StoryIndex.Entry entry = Objects.requireNonNull(index.entry(article.article()));
      numbers[entry.slot] = entries.size();
      entries.add(entry);
    }
    Likenesses pairs = new Likenesses();
    InCommon common = new InCommon(numbers);
    for (int i = 0; i < entries.size(); i++) {
      StoryIndex.Entry one = entries.get(i);
      double length = length(one);
      common.with(one.vector, i);
      for (int k = 0; k < common.found; k++) {
        int slot = common.slots[k];
        StoryIndex.Entry other = index.at(slot);
        double cosine = common.products[slot] / (length * length(other));
        if (cosine >= LEAST_LIKENESS) {
          double decay = decay(StoryIndex.apart(other, one.published));
          double worth = common.isEnough(slot) ? 1 : TOO_LITTLE;
          pairs.add(i, numbers[slot], cosine * decay * worth);
        }
      }
      common.clear();
    }
    return pairs;
  }

  /// What one vector has in common with each later article that has a number.
  private final class InCommon {
    private static final int RARE = 1 << 12;
    private static final int NAME = 1 << 24;

    private final int[] numbers;
    private final double[] products;
    private final int[] slots;

    /// By slot: how many words, how many rare ones, how many names.
    private final int[] shared;

    private int found;

    InCommon(int[] numbers) {
      this.numbers = numbers;
      this.products = new double[numbers.length];
      this.slots = new int[numbers.length];
      this.shared = new int[numbers.length];
    }

    void with(StoryVector vector, int number) {
      double rare = vector.median(StoryBatch.this::idf);
      for (int i = 0; i < vector.terms().length; i++) {
        double idf = idf(vector.terms()[i]);
        if (idf > 0) {
          add(
              index.postings.of(vector.terms()[i]),
              vector.weights()[i] * idf * idf,
              1 + (idf >= rare ? RARE : 0),
              vector.names()[i] ? NAME : 0,
              number);
        }
      }
    }

    private void add(TermPostings.Postings list, double weight, int mark, int name, int number) {
      for (int k = 0; k < list.size; k++) {
        int slot = list.slots[k];
        if (numbers[slot] > number) {
          if (shared[slot] == 0) {
            slots[found++] = slot;
          }
          products[slot] += weight * list.weights[k];
          shared[slot] += list.names[k] ? mark + name : mark;
        }
      }
    }

    /// As [StoryBatch#enoughInCommon].
    boolean isEnough(int slot) {
      int marks = shared[slot];
      boolean rareOnes = marks / RARE % (NAME / RARE) >= 2;
      return rareOnes || (marks >= NAME && marks % RARE >= 2);
    }

    void clear() {
      for (int k = 0; k < found; k++) {
        products[slots[k]] = 0;
        shared[slots[k]] = 0;
      }
      found = 0;
    }
  }

  /// The stories that share a word that counts, `product` being the sum of the products of this
  /// vector with the unit vectors of their articles.
  private List<StoryIndex.Members> closest(StoryVector vector) {
    if (products.length < index.slots()) {
      products = new double[index.slots() * 2];
      touched = new int[products.length];
    }
    int found = 0;
    for (int i = 0; i < vector.terms().length; i++) {
      double idf = idf(vector.terms()[i]);
      if (idf > 0) {
        double weight = vector.weights()[i] * idf * idf;
        TermPostings.Postings list = index.postings.of(vector.terms()[i]);
        for (int k = 0; k < list.size; k++) {
          int slot = list.slots[k];
          if (products[slot] == 0) {
            touched[found++] = slot;
          }
          products[slot] += weight * list.weights[k];
        }
      }
    }
    List<StoryIndex.Members> stories = new ArrayList<>();
    for (int k = 0; k < found; k++) {
      StoryIndex.Entry entry = index.at(touched[k]);
      if (entry.story.product == 0) {
        stories.add(entry.story);
      }
      entry.story.product += products[entry.slot] / length(entry);
      products[entry.slot] = 0;
    }
    return stories;
  }

  private double length(StoryVector vector) {
    double squares = 0;
    for (int i = 0; i < vector.terms().length; i++) {
      double weight = vector.weights()[i] * idf(vector.terms()[i]);
      squares += weight * weight;
    }
    return squares == 0 ? 1 : Math.sqrt(squares);
  }

  private double length(StoryIndex.Entry entry) {
    if (entry.lengthBatch != number) {
      entry.length = length(entry.vector);
      entry.lengthBatch = number;
    }
    return entry.length;
  }

  /// The length of the sum of the members' unit vectors.
  private double length(StoryIndex.Members story) {
    if (story.byArticle.size() == 1) {
      return 1;
    }
    if (story.lengthBatch != number) {
      story.length = Math.sqrt(squares(story));
      story.lengthBatch = number;
    }
    return story.length == 0 ? 1 : story.length;
  }

  private double squares(StoryIndex.Members story) {
    if (sums.length < index.postings.words()) {
      sums = new double[index.postings.words() * 2];
    }
    for (StoryIndex.Entry member : story.byArticle.values()) {
      int[] terms = member.vector.terms();
      double length = length(member);
      for (int i = 0; i < terms.length; i++) {
        sums[terms[i]] += member.vector.weights()[i] * idf(terms[i]) / length;
      }
    }
    double squares = 0;
    for (StoryIndex.Entry member : story.byArticle.values()) {
      for (int term : member.vector.terms()) {
        squares += sums[term] * sums[term];
        sums[term] = 0;
      }
    }
    return squares;
  }

  private static double decay(StoryIndex.Members story, Instant published) {
    long nearest = Long.MAX_VALUE;
    for (StoryIndex.Entry member : story.byArticle.values()) {
      nearest = Math.min(nearest, StoryIndex.apart(member, published));
    }
    return nearest > StoryIndex.REACH.toSeconds() ? 0 : decay(nearest);
  }

  private static double decay(long seconds) {
    double ratio = (double) seconds / StoryIndex.REACH.toSeconds();
    return Math.exp(-ratio * ratio / 2);
  }

  /// With one of the story's articles two rare words in common, or a name and another word. One
  /// event's reports share the who and the what; two pieces that share only a theme do not. `rare`
  /// is the median idf of `vector`.
  private boolean enoughInCommon(StoryVector vector, double rare, StoryIndex.Members story) {
    return story.byArticle.values().stream()
        .anyMatch(member -> enoughInCommon(vector, rare, member.vector));
  }

  private boolean enoughInCommon(StoryVector one, double rare, StoryVector other) {
    int shared = 0;
    int rareShared = 0;
    boolean name = false;
    for (int i = 0; i < one.terms().length; i++) {
      double idf = idf(one.terms()[i]);
      int at = other.at(one.terms()[i]);
      if (at >= 0 && idf > 0) {
        shared++;
        rareShared += idf >= rare ? 1 : 0;
        name |= one.names()[i] && other.names()[at];
      }
    }
    return rareShared >= 2 || (name && shared >= 2);
  }
}
