package org.paperround.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.work.Parallel;

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

  /// So many articles are compared with the others by one thread at a time.
  private static final int SHARE = 250;

  /// A bound must not be lost to the last bit of a division.
  private static final double ROUNDING = 1 + 1e-9;

  private final StoryIndex index;
  private final int number;
  private final int size;
  private final double cap;

  /// What the words weigh that were known when the batch began.
  private final double[] idfs;

  /// By slot, while one vector is compared with all.
  private final InCommon common = new InCommon();

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
    List<Scored> candidates = new ArrayList<>();
    double length = length(vector);
    for (StoryIndex.Members story : withEnoughInCommon(vector)) {
      double product = product(story) / length;
      // Unit vectors without negative weights: the sum of n of them is at least sqrt(n) long.
      double bound = product / Math.sqrt(story.articles.size()) * ROUNDING;
      if (bound >= THRESHOLD && !story.roundUpsOnly()) {
        double decay = decay(story, published);
        if (bound * decay >= THRESHOLD) {
          candidates.add(new Scored(story, product * decay, bound * decay));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Scored::most).reversed());
    StoryIndex.@Nullable Members best = null;
    double highest = THRESHOLD;
    for (Scored candidate : candidates) {
      if (candidate.most() < highest) {
        break;
      }
      StoryIndex.Members story = candidate.story();
      double score = candidate.product() / length(story);
      boolean first = best == null || story.story < best.story;
      if (score > highest || (score == highest && first)) {
        best = story;
        highest = score;
      }
    }
    return best == null ? OptionalLong.empty() : OptionalLong.of(best.story);
  }

  /// `product` is what its score is before it is divided by the story's length, `most` what the
  /// score is at most.
  private record Scored(StoryIndex.Members story, double product, double most) {}

  /// The stories with an article that this text has enough in common with.
  private List<StoryIndex.Members> withEnoughInCommon(StoryVector vector) {
    common.clear(index.slots());
    double rare = vector.median(this::idf);
    for (int i = 0; i < vector.terms().length; i++) {
      double idf = idf(vector.terms()[i]);
      if (idf > 0) {
        common.add(
            index.postings.of(vector.terms()[i]),
            0,
            vector.weights()[i] * idf * idf,
            idf >= rare,
            vector.names()[i]);
      }
    }
    return storiesWithEnough();
  }

  /// Each once. A set would cost more than all else that is done for an article.
  private List<StoryIndex.Members> storiesWithEnough() {
    List<StoryIndex.Members> stories = new ArrayList<>();
    int look = index.look();
    for (int slot = 0; slot < index.slots(); slot++) {
      if (common.isEnough(slot)) {
        StoryIndex.Members story = index.at(slot).story;
        if (story.look != look) {
          story.look = look;
          stories.add(story);
        }
      }
    }
    return stories;
  }

  /// The sum of the products of the text at hand with the unit vectors of the story's articles.
  private double product(StoryIndex.Members story) {
    double product = 0;
    for (StoryIndex.Entry member : story.articles) {
      product += common.product(member.slot) / length(member);
    }
    return product;
  }

  private double idf(int term) {
    return term < idfs.length ? idfs[term] : weigh(index.postings.count(term));
  }

  private double weigh(int count) {
    return count > cap ? 0 : Math.log((size + IMAGINED + 1.0) / (count + 0.5));
  }

  /// How alike each of these is to each later one of them: the cosine, less the further apart in
  /// time they are, and less when they have too little in common.
  Likenesses pairs(List<StoryIndex.Placed> articles) {
    List<StoryIndex.Entry> entries =
        articles.stream()
            .map(article -> Objects.requireNonNull(index.entry(article.article())))
            .toList();
    entries.forEach(this::length);
    TermPostings.Postings[] lists = lists(entries);
    List<Integer> shares = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += SHARE) {
      shares.add(from);
    }
    Likenesses pairs = new Likenesses();
    Parallel.map(
            Runtime.getRuntime().availableProcessors(),
            shares,
            from -> pairs(entries, lists, from, Math.min(entries.size(), from + SHARE)))
        .forEach(pairs::addAll);
    return pairs;
  }

  /// For each word that counts and is in two of them, those that have it.
  private TermPostings.Postings[] lists(List<StoryIndex.Entry> entries) {
    TermPostings.Postings[] lists = new TermPostings.Postings[index.postings.words()];
    for (int term = 0; term < lists.length; term++) {
      int count = index.postings.count(term);
      lists[term] =
          count < 2 || idf(term) == 0 ? TermPostings.NONE : new TermPostings.Postings(count);
    }
    for (int number = 0; number < entries.size(); number++) {
      StoryVector vector = entries.get(number).vector;
      for (int i = 0; i < vector.terms().length; i++) {
        TermPostings.Postings list = lists[vector.terms()[i]];
        if (list != TermPostings.NONE) {
          list.add(number, vector.weights()[i], vector.names()[i]);
        }
      }
    }
    return lists;
  }

  private Likenesses pairs(
      List<StoryIndex.Entry> entries, TermPostings.Postings[] lists, int from, int to) {
    Likenesses pairs = new Likenesses();
    InCommon common = new InCommon();
    for (int one = from; one < to; one++) {
      common.clear(entries.size());
      StoryVector vector = entries.get(one).vector;
      double rare = vector.median(this::idf);
      for (int i = 0; i < vector.terms().length; i++) {
        TermPostings.Postings list = lists[vector.terms()[i]];
        double idf = idf(vector.terms()[i]);
        common.add(
            list, list.after(one), vector.weights()[i] * idf * idf, idf >= rare, vector.names()[i]);
      }
      addPairs(entries, one, common, pairs);
    }
    return pairs;
  }

  private static void addPairs(
      List<StoryIndex.Entry> entries, int one, InCommon common, Likenesses pairs) {
    StoryIndex.Entry entry = entries.get(one);
    for (int other = one + 1; other < entries.size(); other++) {
      double cosine = common.product(other) / (entry.length * entries.get(other).length);
      if (cosine >= LEAST_LIKENESS) {
        double decay = decay(StoryIndex.apart(entries.get(other), entry.published));
        pairs.add(one, other, cosine * decay * (common.isEnough(other) ? 1 : TOO_LITTLE));
      }
    }
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
    if (story.articles.size() == 1) {
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
    for (StoryIndex.Entry member : story.articles) {
      int[] terms = member.vector.terms();
      double length = length(member);
      for (int i = 0; i < terms.length; i++) {
        sums[terms[i]] += member.vector.weights()[i] * idf(terms[i]) / length;
      }
    }
    double squares = 0;
    for (StoryIndex.Entry member : story.articles) {
      for (int term : member.vector.terms()) {
        squares += sums[term] * sums[term];
        sums[term] = 0;
      }
    }
    return squares;
  }

  private static double decay(StoryIndex.Members story, Instant published) {
    long nearest = Long.MAX_VALUE;
    for (StoryIndex.Entry member : story.articles) {
      nearest = Math.min(nearest, StoryIndex.apart(member, published));
    }
    return nearest > StoryIndex.REACH.toSeconds() ? 0 : decay(nearest);
  }

  private static double decay(long seconds) {
    double ratio = (double) seconds / StoryIndex.REACH.toSeconds();
    return Math.exp(-ratio * ratio / 2);
  }
}
