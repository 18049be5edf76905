package org.paperround.digest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.subscriber.Interest;

/// A pool made ready for choosing: usable cards only and one of a story, the front page in its
/// order, then the tail by score; equal ones by ordinal, so that the order of the input never
/// shows. Immutable; made once for all readers of an edition's revision.
public final class Candidates {
  private static final Counts NEVER_SHOWN = new Counts(0, 0);

  private static final Comparator<Card> CARD_ORDER =
      Comparator.comparing((Card card) -> !front(card))
          .thenComparingInt(Candidates::position)
          .thenComparingDouble(card -> -card.score())
          .thenComparingInt(Card::ordinal);

  private static final Comparator<Card> EDITORS_WORD_FIRST =
      Comparator.comparing(Card::usable)
          .thenComparing(card -> !card.mustRead())
          .thenComparing(card -> !pinned(card))
          .thenComparing(CARD_ORDER);

  private final Pool pool;
  private final List<Candidate> ordered;
  private final Offer offer;
  private final List<Counts> counts;
  private final Map<StoryId, List<Candidate>> byStory;
  private final Map<ArticleId, List<Candidate>> byArticle;
  private final Map<String, BitSet> byInterest = new HashMap<>();

  private Candidates(Pool pool, List<Candidate> ordered, Map<StoryId, Counts> counts) {
    this.pool = pool;
    this.ordered = ordered;
    this.counts =
        ordered.stream()
            .map(candidate -> counts.getOrDefault(candidate.card().story(), NEVER_SHOWN))
            .toList();
    this.byStory =
        ordered.stream().collect(Collectors.groupingBy(candidate -> candidate.card().story()));
    this.byArticle =
        ordered.stream().collect(Collectors.groupingBy(candidate -> candidate.card().article()));
    for (Candidate candidate : ordered) {
      named(candidate.section()).set(candidate.number());
      candidate.topics().forEach(topic -> named(topic).set(candidate.number()));
    }
    this.offer =
        Offer.of(
            ordered.stream().map(candidate -> Traits.of(candidate.card())).toList(),
            ordered.stream().map(candidate -> candidate.card().score()).toList());
  }

  public Pool pool() {
    return pool;
  }

  /// Of readers' behaviour nothing is known.
  public static Candidates of(Pool pool) {
    return of(pool, Map.of());
  }

  /// No stories were merged since the pool was made.
  public static Candidates of(Pool pool, Map<StoryId, Counts> counts) {
    return of(pool, counts, Map.of());
  }

  /// `counts`: how often the stories were shown and clicked before. `canonical`: what those of them
  /// that were merged since the pool was made are part of now.
  public static Candidates of(
      Pool pool, Map<StoryId, Counts> counts, Map<StoryId, StoryId> canonical) {
    Map<StoryId, Card> shown = new HashMap<>();
    for (Card card : pool.cards()) {
      shown.merge(canonical.getOrDefault(card.story(), card.story()), card, Candidates::ofOneStory);
    }
    List<Card> cards = shown.values().stream().filter(Card::usable).sorted(CARD_ORDER).toList();
    List<Candidate> ordered = new ArrayList<>();
    cards.forEach(card -> ordered.add(Candidate.of(card, ordered.size())));
    return new Candidates(pool, List.copyOf(ordered), counts);
  }

  /// Which of two cards is left whose stories were merged: a drop of either holds, else a
  /// must-read, else a pin.
  private static Card ofOneStory(Card one, Card other) {
    return Stream.of(one, other).min(EDITORS_WORD_FIRST).orElseThrow();
  }

  /// What there is to like, by the same numbers as [Candidate#number].
  public Offer offer() {
    return offer;
  }

  List<Candidate> ordered() {
    return ordered;
  }

  Counts counts(Candidate candidate) {
    return counts.get(candidate.number());
  }

  private BitSet named(String interest) {
    return byInterest.computeIfAbsent(interest, _ -> new BitSet());
  }

  /// The numbers of those that are of one of these sections or topics at least.
  BitSet about(Set<String> interests) {
    BitSet about = new BitSet(ordered.size());
    for (String interest : interests) {
      BitSet named = byInterest.get(interest);
      if (named != null) {
        about.or(named);
      }
    }
    return about;
  }

  /// The numbers of those that the reader has had, and not only in an earlier revision. The article
  /// counts too: a story that grew by other outlets' articles but still shows the same text is no
  /// news.
  BitSet received(History history) {
    BitSet received = new BitSet(ordered.size());
    history
        .stories()
        .forEach((story, revision) -> {
          for (Candidate candidate : byStory.getOrDefault(story, List.of())) {
            if (candidate.card().storyRevision() <= revision) {
              received.set(candidate.number());
            }
          }
        });
    history
        .articles()
        .forEach((article, revision) -> {
          for (Candidate candidate : byArticle.getOrDefault(article, List.of())) {
            if (candidate.card().articleRevision() <= revision) {
              received.set(candidate.number());
            }
          }
        });
    return received;
  }

  /// A card with its interests as they are compared: without regard to case. `number`: its place in
  /// the order, from 0. `front`: everybody gets it; a pin is on the front page, too.
  record Candidate(
      int number, Card card, String section, List<String> topics, boolean front, boolean pinned) {
    static Candidate of(Card card, int number) {
      return new Candidate(
          number,
          card,
          folded(Interest.Kind.SECTION, card.section()),
          card.topics().stream().map(topic -> folded(Interest.Kind.TOPIC, topic)).toList(),
          Candidates.front(card),
          Candidates.pinned(card));
    }

    /// Not an [Interest]: a feed may have named a topic that no reader could follow.
    static String folded(Interest.Kind kind, String name) {
      return kind + ":" + name.toLowerCase(Locale.ROOT);
    }
  }

  /// A pin without a place on the front page is on it all the same, at its end.
  private static boolean front(Card card) {
    return card.frontPosition() != null || pinned(card);
  }

  private static boolean pinned(Card card) {
    return card.pinned() || card.mustRead();
  }

  private static int position(Card card) {
    return card.frontPosition() == null ? Integer.MAX_VALUE : card.frontPosition();
  }
}
