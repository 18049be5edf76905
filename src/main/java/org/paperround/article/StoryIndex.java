package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The articles of the last days and the stories they are part of, as clustering sees them: vectors
/// of words ([StoryVector]) and fingerprints. How alike they are is asked of a [StoryBatch].
/// Deterministic for one order of arrival. Not thread-safe.
final class StoryIndex {
  static final Duration REACH = Duration.ofDays(3);

  private static final int MOST_WORDS = 400_000;
  private static final int AT_ONCE = 5_000;

  final TermPostings postings = new TermPostings();
  private final Map<Long, Entry> entries = new HashMap<>();
  private final Map<Long, Members> stories = new HashMap<>();
  private final Copies<Entry> copies = new Copies<>();
  private final List<@Nullable Entry> slots = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  private int batchNumber;
  private int looks;

  /// One article.
  static final class Entry {
    final long article;
    final int slot;
    final int revision;
    final Instant published;
    final StoryVector vector;
    Members story;
    double length;
    int lengthBatch;

    private Entry(Article article, int slot, Members story) {
      this.article = article.id();
      this.slot = slot;
      this.revision = article.revision();
      this.published = article.published();
      this.vector = article.vector();
      this.story = story;
    }
  }

  /// A story's articles.
  static final class Members {
    final long story;

    /// In the order of their ids.
    final List<Entry> articles = new ArrayList<>();

    double length;
    int lengthBatch;

    /// The last look ([StoryIndex#look()]) that came across this story.
    int look;

    private Members(long story) {
      this.story = story;
    }

    boolean roundUpsOnly() {
      return articles.stream().allMatch(member -> member.vector.roundUp());
    }
  }

  /// What is told of an article when it comes.
  record Article(long id, long story, int revision, Instant published, StoryVector vector) {}

  /// The words of these texts, in their order; valid until [#clear].
  List<StoryVector> read(List<StoryText.Words> texts) {
    List<StoryVector> vectors = new ArrayList<>();
    // Not all at once: a text with its words takes twice the room of its vector.
    for (int from = 0; from < texts.size(); from += AT_ONCE) {
      int to = Math.min(texts.size(), from + AT_ONCE);
      StoryTexts.of(texts.subList(from, to)).forEach(text -> vectors.add(postings.vector(text)));
    }
    return vectors;
  }

  Set<Long> articles() {
    return Set.copyOf(entries.keySet());
  }

  int size() {
    return entries.size();
  }

  /// One more than the highest number of a slot.
  int slots() {
    return slots.size();
  }

  /// The number of a new look at the stories: each is marked when it is come across.
  int look() {
    return ++looks;
  }

  Entry at(int slot) {
    return Objects.requireNonNull(slots.get(slot));
  }

  @Nullable Entry entry(long article) {
    return entries.get(article);
  }

  boolean knows(long article, long story, int revision) {
    Entry entry = entries.get(article);
    return entry != null && entry.story.story == story && entry.revision == revision;
  }

  void add(Article article) {
    remove(article.id());
    int slot = free.isEmpty() ? slots.size() : free.pop();
    Members story = stories.computeIfAbsent(article.story(), Members::new);
    Entry entry = new Entry(article, slot, story);
    if (slot == slots.size()) {
      slots.add(entry);
    } else {
      slots.set(slot, entry);
    }
    entries.put(entry.article, entry);
    postings.add(slot, entry.vector);
    Long fingerprint = entry.vector.fingerprint();
    if (fingerprint != null) {
      copies.add(fingerprint, entry);
    }
    join(entry, story);
  }

  void remove(long article) {
    Entry entry = entries.remove(article);
    if (entry != null) {
      postings.remove(entry.slot, entry.vector);
      Long fingerprint = entry.vector.fingerprint();
      if (fingerprint != null) {
        copies.remove(fingerprint, entry);
      }
      slots.set(entry.slot, null);
      free.push(entry.slot);
      leave(entry);
    }
  }

  /// The article is part of this story now; nothing happens to one that is not in here.
  void move(long article, long story) {
    Entry entry = entries.get(article);
    if (entry != null && entry.story.story != story) {
      leave(entry);
      join(entry, stories.computeIfAbsent(story, Members::new));
    }
  }

  private static void join(Entry entry, Members story) {
    entry.story = story;
    int place = story.articles.size();
    while (place > 0 && story.articles.get(place - 1).article > entry.article) {
      place--;
    }
    story.articles.add(place, entry);
    story.lengthBatch = 0;
  }

  private void leave(Entry entry) {
    Members story = entry.story;
    story.articles.remove(entry);
    story.lengthBatch = 0;
    if (story.articles.isEmpty()) {
      stories.remove(story.story);
    }
  }

  /// The articles published in [from, to] that may found a story, by their ids.
  List<Placed> founders(Instant from, Instant to) {
    return entries.values().stream()
        .filter(entry -> !entry.published.isBefore(from) && !entry.published.isAfter(to))
        .filter(entry -> !entry.vector.roundUp())
        .sorted(Comparator.comparingLong(entry -> entry.article))
        .map(entry -> new Placed(entry.article, entry.story.story, entry.published))
        .toList();
  }

  /// An article and the story it is part of.
  record Placed(long article, long story, Instant published) {}

  /// The article, published at most [#REACH] from then, that this is a copy of: the one most like
  /// it, and of several the nearest in time, else the first.
  Optional<Entry> original(@Nullable Long fingerprint, Instant published) {
    if (fingerprint == null) {
      return Optional.empty();
    }
    return copies.near(fingerprint).stream()
        .filter(entry -> apart(entry, published) <= REACH.toSeconds())
        .min(
            Comparator.comparingInt((Entry entry) -> distance(entry, fingerprint))
                .thenComparingLong(entry -> apart(entry, published))
                .thenComparingLong(entry -> entry.article));
  }

  private static int distance(Entry entry, long fingerprint) {
    return Fingerprint.distance(Objects.requireNonNull(entry.vector.fingerprint()), fingerprint);
  }

  static long apart(Entry entry, Instant published) {
    long seconds = published.getEpochSecond() - entry.published.getEpochSecond();
    return Math.abs(published.getNano() < entry.published.getNano() ? seconds - 1 : seconds);
  }

  /// The ids of the articles that are nearly the same text as this one, itself among them.
  List<Long> copiesOf(long article) {
    Entry entry = entries.get(article);
    Long fingerprint = entry == null ? null : entry.vector.fingerprint();
    return fingerprint == null
        ? List.of()
        : copies.near(fingerprint).stream().map(copy -> copy.article).sorted().toList();
  }

  /// True when more words were seen than are worth keeping: clear it, and fill it anew.
  boolean isWorn() {
    return postings.words() > MOST_WORDS;
  }

  void clear() {
    entries.clear();
    stories.clear();
    postings.clear();
    copies.clear();
    slots.clear();
    free.clear();
  }

  /// Begins a batch: the words of `coming` count for how common words are, and the weights stay the
  /// same until the next batch.
  StoryBatch batch(Collection<StoryVector> coming) {
    batchNumber++;
    return new StoryBatch(this, batchNumber, coming);
  }
}
