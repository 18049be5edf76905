package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which story an article belongs to: incremental clustering by TF-IDF vectors ("leader" clustering
/// with a centroid per story, a decay in time and a guard). Deterministic for one order of arrival.
/// Not thread-safe.
///
/// An article joins the story with the highest cos(article, centroid) x exp(-dt^2 / 2 (72 h)^2), dt
/// being the time to the story's nearest article, if that is at least [#THRESHOLD] and they share
/// enough rare words, a name counting double. Words that most articles of the window have count for
/// nothing.
final class StoryIndex {
  static final double THRESHOLD = 0.20;
  static final Duration REACH = Duration.ofDays(3);

  private final Map<Long, Entry> entries = new HashMap<>();
  private final Map<Long, Cluster> clusters = new TreeMap<>();
  private final Map<String, Integer> documents = new HashMap<>();
  private final Map<String, Set<Long>> postings = new HashMap<>();

  private record Entry(long article, long story, int revision, Instant published, StoryText text) {}

  /// The stories' articles, their summed unit vectors.
  private static final class Cluster {
    final Map<Long, Entry> members = new TreeMap<>();
    @Nullable Map<String, Double> sum;
    boolean roundUpsOnly;
  }

  Set<Long> articles() {
    return Set.copyOf(entries.keySet());
  }

  boolean knows(long article, long story, int revision) {
    Entry entry = entries.get(article);
    return entry != null && entry.story() == story && entry.revision() == revision;
  }

  void add(long article, long story, int revision, Instant published, StoryText text) {
    remove(article);
    Entry entry = new Entry(article, story, revision, published, text);
    entries.put(article, entry);
    text.terms().keySet().forEach(term -> documents.merge(term, 1, Integer::sum));
    Cluster cluster = clusters.computeIfAbsent(story, _ -> new Cluster());
    cluster.members.put(article, entry);
    settle(cluster);
    text.terms()
        .keySet()
        .forEach(term -> postings.computeIfAbsent(term, _ -> new HashSet<>()).add(story));
  }

  void remove(long article) {
    Entry entry = entries.remove(article);
    if (entry == null) {
      return;
    }
    entry
        .text()
        .terms()
        .keySet()
        .forEach(
            term -> documents.computeIfPresent(term, (_, count) -> count == 1 ? null : count - 1));
    Cluster cluster = clusters.get(entry.story());
    if (cluster != null) {
      cluster.members.remove(article);
      settle(cluster);
      if (cluster.members.isEmpty()) {
        clusters.remove(entry.story());
      }
    }
  }

  void clear() {
    entries.clear();
    clusters.clear();
    documents.clear();
    postings.clear();
  }

  private static void settle(Cluster cluster) {
    cluster.sum = null;
    cluster.roundUpsOnly =
        cluster.members.values().stream().allMatch(member -> member.text().roundUp());
  }

  /// Begins a batch: the words of `coming` count for how common words are, and the weights stay the
  /// same until the next batch.
  Batch batch(Collection<StoryText> coming) {
    return new Batch(coming);
  }

  /// One batch's view: word weights are frozen. Valid until the next one is begun.
  final class Batch {
    private final Map<String, Integer> counts = new HashMap<>(documents);
    private final int size;
    private final int cap;

    private Batch(Collection<StoryText> coming) {
      coming.forEach(
          text -> text.terms().keySet().forEach(term -> counts.merge(term, 1, Integer::sum)));
      size = entries.size() + coming.size();
      cap = Math.max(25, size * 4 / 100);
      clusters.values().forEach(cluster -> cluster.sum = null);
    }

    /// The story that this text, published then, belongs to; empty when it is a new one.
    OptionalLong storyOf(StoryText text, Instant published) {
      Map<String, Double> vector = unit(text);
      double best = THRESHOLD;
      OptionalLong story = OptionalLong.empty();
      for (long candidate : candidates(vector.keySet())) {
        Cluster cluster = clusters.get(candidate);
        if (cluster == null || cluster.roundUpsOnly) {
          continue;
        }
        Map<String, Double> sum = sum(cluster);
        double score = cosine(vector, sum) * decay(cluster, published);
        if (score >= best && enoughInCommon(text, cluster, vector)) {
          best = score;
          story = OptionalLong.of(candidate);
        }
      }
      return story;
    }

    private Set<Long> candidates(Set<String> terms) {
      Set<Long> found = new java.util.TreeSet<>();
      for (String term : terms) {
        found.addAll(postings.getOrDefault(term, Set.of()));
      }
      return found;
    }

    private double idf(String term) {
      int count = counts.getOrDefault(term, 0);
      return count > cap ? 0 : Math.log((size + 1.0) / (count + 0.5));
    }

    private Map<String, Double> unit(StoryText text) {
      Map<String, Double> vector = new HashMap<>();
      double squares = 0;
      for (Map.Entry<String, Float> term : text.terms().entrySet()) {
        double weight = (1 + Math.log(term.getValue())) * idf(term.getKey());
        if (weight > 0) {
          vector.put(term.getKey(), weight);
          squares += weight * weight;
        }
      }
      double length = Math.sqrt(squares);
      vector.replaceAll((_, weight) -> weight / length);
      return vector;
    }

    private Map<String, Double> sum(Cluster cluster) {
      if (cluster.sum == null) {
        Map<String, Double> sum = new HashMap<>();
        for (Entry member : cluster.members.values()) {
          unit(member.text()).forEach((term, weight) -> sum.merge(term, weight, Double::sum));
        }
        cluster.sum = sum;
      }
      return cluster.sum;
    }

    private double cosine(Map<String, Double> vector, Map<String, Double> sum) {
      double dot = 0;
      for (Map.Entry<String, Double> term : vector.entrySet()) {
        dot += term.getValue() * sum.getOrDefault(term.getKey(), 0.0);
      }
      double squares = sum.values().stream().mapToDouble(weight -> weight * weight).sum();
      return squares == 0 ? 0 : dot / Math.sqrt(squares);
    }

    private double decay(Cluster cluster, Instant published) {
      long nearest = Long.MAX_VALUE;
      for (Entry member : cluster.members.values()) {
        nearest =
            Math.min(
                nearest, Math.abs(Duration.between(member.published(), published).toSeconds()));
      }
      if (nearest > REACH.toSeconds()) {
        return 0;
      }
      double ratio = (double) nearest / REACH.toSeconds();
      return Math.exp(-ratio * ratio / 2);
    }

    /// Two rare words in common, or a name and another word. One event's reports share the who and
    /// the what; two pieces that share only a common theme do not.
    private boolean enoughInCommon(StoryText text, Cluster cluster, Map<String, Double> vector) {
      double rare = median(vector.keySet());
      for (Entry member : cluster.members.values()) {
        int shared = 0;
        int rareShared = 0;
        boolean name = false;
        for (String term : vector.keySet()) {
          if (member.text().terms().containsKey(term)) {
            shared++;
            rareShared += idf(term) >= rare ? 1 : 0;
            name |= text.names().contains(term) && member.text().names().contains(term);
          }
        }
        if (rareShared >= 2 || (name && shared >= 2)) {
          return true;
        }
      }
      return false;
    }

    private double median(Set<String> terms) {
      List<Double> sorted = terms.stream().map(this::idf).sorted().toList();
      return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
  }
}
