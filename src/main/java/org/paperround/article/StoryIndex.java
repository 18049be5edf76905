package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.paperround.article.TermPostings.Posting;

/// Which story an article belongs to: incremental clustering by TF-IDF vectors ("leader" clustering
/// with a centroid per story, a decay in time and a guard). Deterministic for one order of arrival.
/// Not thread-safe.
///
/// An article joins the story with the highest cos(article, centroid) x exp(-dt^2 / 2 (72 h)^2), dt
/// being the time to the story's nearest article, if that is at least [#THRESHOLD] and they have
/// enough in common. Words that many articles of the window have count for nothing.
final class StoryIndex {
  static final double THRESHOLD = 0.22;
  static final Duration REACH = Duration.ofDays(3);

  /// So many articles are imagined beside those in the window, so that in a new installation a word
  /// is not common merely because the first two articles have it.
  private static final int IMAGINED = 100;

  private static final double CAP_SHARE = 0.04;
  private static final int LEAST_CAP = 25;

  /// Pairs that are less alike than this are not alike.
  private static final double LEAST_LIKENESS = 0.05;

  /// What a likeness is worth that rests on too little in common.
  private static final double TOO_LITTLE = 0.75;

  private static final int MOST_WORDS = 400_000;

  private final Map<Long, Entry> entries = new HashMap<>();
  private final Map<Long, Members> stories = new TreeMap<>();
  private final TermPostings<Entry> postings = new TermPostings<>();
  private int batchNumber;

  /// One article. `weights` (1 + ln tf) and `names` go with `terms`.
  private static final class Entry {
    final long article;
    final long story;
    final int revision;
    final Instant published;
    final StoryVector vector;
    double length;
    int lengthBatch;

    Entry(long article, long story, int revision, Instant published, StoryVector vector) {
      this.article = article;
      this.story = story;
      this.revision = revision;
      this.published = published;
      this.vector = vector;
    }
  }

  /// A story's articles.
  private static final class Members {
    final Map<Long, Entry> byArticle = new TreeMap<>();
    double length;
    int lengthBatch;

    boolean roundUpsOnly() {
      return byArticle.values().stream().allMatch(member -> member.vector.roundUp());
    }
  }

  Set<Long> articles() {
    return Set.copyOf(entries.keySet());
  }

  boolean knows(long article, long story, int revision) {
    Entry entry = entries.get(article);
    return entry != null && entry.story == story && entry.revision == revision;
  }

  void add(long article, long story, int revision, Instant published, StoryText text) {
    remove(article);
    put(new Entry(article, story, revision, published, postings.vector(text)));
  }

  private void put(Entry entry) {
    entries.put(entry.article, entry);
    postings.add(entry, entry.vector);
    Members members = stories.computeIfAbsent(entry.story, _ -> new Members());
    members.byArticle.put(entry.article, entry);
    members.lengthBatch = 0;
  }

  void remove(long article) {
    Entry entry = entries.remove(article);
    if (entry == null) {
      return;
    }
    postings.remove(entry, entry.vector);
    Members members = stories.get(entry.story);
    if (members != null) {
      members.byArticle.remove(article);
      members.lengthBatch = 0;
      if (members.byArticle.isEmpty()) {
        stories.remove(entry.story);
      }
    }
  }

  /// The article is part of this story now; nothing happens to one that is not in here.
  void move(long article, long story) {
    Entry entry = entries.get(article);
    if (entry != null && entry.story != story) {
      remove(article);
      put(new Entry(article, story, entry.revision, entry.published, entry.vector));
    }
  }

  /// The articles published in [from, to] that may found a story, by their ids.
  List<Placed> founders(Instant from, Instant to) {
    return entries.values().stream()
        .filter(entry -> !entry.published.isBefore(from) && !entry.published.isAfter(to))
        .filter(entry -> !entry.vector.roundUp())
        .sorted(Comparator.comparingLong(entry -> entry.article))
        .map(entry -> new Placed(entry.article, entry.story, entry.published, entry.vector))
        .toList();
  }

  record Placed(long article, long story, Instant published, StoryVector vector) {}

  /// True when more words were seen than are worth keeping: clear it, and fill it anew.
  boolean isWorn() {
    return postings.words() > MOST_WORDS;
  }

  void clear() {
    entries.clear();
    stories.clear();
    postings.clear();
  }

  /// Begins a batch: the words of `coming` count for how common words are, and the weights stay the
  /// same until the next batch.
  Batch batch(Collection<StoryText> coming) {
    return new Batch(coming);
  }

  /// One batch's view: word weights are frozen. Valid until the next one is begun.
  final class Batch {
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final int size;
    private final double cap;

    private Batch(Collection<StoryText> coming) {
      batchNumber++;
      for (StoryText text : coming) {
        for (int term : postings.vector(text).terms()) {
          counts.merge(term, 1, Integer::sum);
        }
      }
      counts.replaceAll((term, count) -> count + postings.count(term));
      size = entries.size() + coming.size();
      cap = Math.max(LEAST_CAP, size * CAP_SHARE);
    }

    /// The story that this text, published then, belongs to; empty when it is a new one.
    OptionalLong storyOf(StoryText text, Instant published) {
      StoryVector vector = postings.vector(text);
      return closest(vector).entrySet().stream()
          .map(candidate ->
              new Scored(
                  candidate.getKey(),
                  score(candidate.getKey(), candidate.getValue(), vector, published)))
          .filter(scored -> scored.score() >= THRESHOLD)
          .sorted(Comparator.comparingDouble(Scored::score).reversed())
          .filter(scored -> enoughInCommon(vector, members(scored.story())))
          .mapToLong(Scored::story)
          .findFirst();
    }

    private record Scored(long story, double score) {}

    private Members members(long story) {
      return stories.getOrDefault(story, new Members());
    }

    private double idf(int term) {
      int count = counts.getOrDefault(term, postings.count(term));
      return count > cap ? 0 : Math.log((size + IMAGINED + 1.0) / (count + 0.5));
    }

    /// How alike each of these is to each later one of them: the cosine, less the further apart in
    /// time they are, and less when they have too little in common.
    List<Agglomeration.Pair> pairs(List<Placed> articles) {
      Map<Long, Integer> numbers = new HashMap<>();
      for (int i = 0; i < articles.size(); i++) {
        numbers.put(articles.get(i).article(), i);
      }
      List<Agglomeration.Pair> pairs = new ArrayList<>();
      for (int i = 0; i < articles.size(); i++) {
        Placed one = articles.get(i);
        double length = length(one.vector());
        double rare = one.vector().median(this::idf);
        for (Map.Entry<Entry, Double> product : products(one.vector()).entrySet()) {
          Entry other = product.getKey();
          int number = numbers.getOrDefault(other.article, -1);
          double cosine = product.getValue() / (length * length(other));
          if (number > i && cosine >= LEAST_LIKENESS) {
            pairs.add(new Agglomeration.Pair(i, number, cosine * discount(one, rare, other)));
          }
        }
      }
      return pairs;
    }

    private double discount(Placed one, double rare, Entry other) {
      double seconds = Math.abs(Duration.between(one.published(), other.published).toSeconds());
      return decay(seconds) * (enoughInCommon(one.vector(), rare, other.vector) ? 1 : TOO_LITTLE);
    }

    /// The products of this vector with those of the articles that share a word which counts.
    private IdentityHashMap<Entry, Double> products(StoryVector vector) {
      IdentityHashMap<Entry, Double> products = new IdentityHashMap<>();
      for (int i = 0; i < vector.terms().length; i++) {
        double idf = idf(vector.terms()[i]);
        if (idf > 0) {
          double weight = vector.weights()[i] * idf * idf;
          for (Posting<Entry> posting : postings.of(vector.terms()[i])) {
            products.merge(posting.entry(), weight * posting.weight(), Double::sum);
          }
        }
      }
      return products;
    }

    /// By story, the sum of the products of this vector with the unit vectors of its articles.
    private Map<Long, Double> closest(StoryVector vector) {
      IdentityHashMap<Entry, Double> products = products(vector);
      List<Entry> touched = new ArrayList<>(products.keySet());
      touched.sort(Comparator.comparingLong(entry -> entry.article));
      Map<Long, Double> sums = new TreeMap<>();
      for (Entry entry : touched) {
        sums.merge(entry.story, products.getOrDefault(entry, 0.0) / length(entry), Double::sum);
      }
      return sums;
    }

    private double score(long story, double product, StoryVector vector, Instant published) {
      Members members = members(story);
      if (members.byArticle.isEmpty() || members.roundUpsOnly()) {
        return 0;
      }
      return product / (length(vector) * length(members)) * decay(members, published);
    }

    private double length(StoryVector vector) {
      double squares = 0;
      for (int i = 0; i < vector.terms().length; i++) {
        double weight = vector.weights()[i] * idf(vector.terms()[i]);
        squares += weight * weight;
      }
      return squares == 0 ? 1 : Math.sqrt(squares);
    }

    private double length(Entry entry) {
      if (entry.lengthBatch != batchNumber) {
        entry.length = length(entry.vector);
        entry.lengthBatch = batchNumber;
      }
      return entry.length;
    }

    /// The length of the sum of the members' unit vectors.
    private double length(Members members) {
      if (members.lengthBatch != batchNumber) {
        Map<Integer, Double> sum = new TreeMap<>();
        for (Entry member : members.byArticle.values()) {
          int[] terms = member.vector.terms();
          for (int i = 0; i < terms.length; i++) {
            double weight = member.vector.weights()[i] * idf(terms[i]) / length(member);
            sum.merge(terms[i], weight, Double::sum);
          }
        }
        members.length =
            Math.sqrt(sum.values().stream().mapToDouble(weight -> weight * weight).sum());
        members.lengthBatch = batchNumber;
      }
      return members.length == 0 ? 1 : members.length;
    }

    private static double decay(Members members, Instant published) {
      long nearest = Long.MAX_VALUE;
      for (Entry member : members.byArticle.values()) {
        long apart = Math.abs(Duration.between(member.published, published).toSeconds());
        nearest = Math.min(nearest, apart);
      }
      return nearest > REACH.toSeconds() ? 0 : decay((double) nearest);
    }

    private static double decay(double seconds) {
      double ratio = seconds / REACH.toSeconds();
      return Math.exp(-ratio * ratio / 2);
    }

    /// With one of the story's articles two rare words in common, or a name and another word. One
    /// event's reports share the who and the what; two pieces that share only a theme do not.
    private boolean enoughInCommon(StoryVector vector, Members members) {
      double rare = vector.median(this::idf);
      return members.byArticle.values().stream()
          .anyMatch(member -> enoughInCommon(vector, rare, member.vector));
    }

    /// `rare` is the median idf of `one`.
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
}
