package org.paperround.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperround.article.StoryId;
import org.paperround.digest.taste.Offer;
import org.paperround.digest.taste.Traits;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.StoryStatistics.Counts;
import org.paperround.subscriber.Interest;

/// A pool made ready for choosing: usable cards only, the front page in its order, then the tail by
/// score; equal ones by ordinal, so that the order of the input never shows. Immutable; made once
/// for all readers of an edition's revision.
public final class Candidates {
  private static final Counts NEVER_SHOWN = new Counts(0, 0);

  private static final Comparator<Card> CARD_ORDER =
      Comparator.comparing((Card card) -> !front(card))
          .thenComparingInt(Candidates::position)
          .thenComparingDouble(card -> -card.score())
          .thenComparingInt(Card::ordinal);

  private final Pool pool;
  private final List<Candidate> ordered;
  private final Offer offer;
  private final Map<StoryId, Counts> counts;

  private Candidates(Pool pool, List<Candidate> ordered, Map<StoryId, Counts> counts) {
    this.pool = pool;
    this.ordered = ordered;
    this.counts = Map.copyOf(counts);
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

  /// `counts`: how often the stories were shown and clicked before.
  public static Candidates of(Pool pool, Map<StoryId, Counts> counts) {
    List<Card> cards = pool.cards().stream().filter(Card::usable).sorted(CARD_ORDER).toList();
    List<Candidate> ordered = new ArrayList<>();
    cards.forEach(card -> ordered.add(Candidate.of(card, ordered.size())));
    return new Candidates(pool, List.copyOf(ordered), counts);
  }

  /// What there is to like, by the same numbers as [Candidate#number].
  public Offer offer() {
    return offer;
  }

  List<Candidate> ordered() {
    return ordered;
  }

  Counts counts(Candidate candidate) {
    return counts.getOrDefault(candidate.card().story(), NEVER_SHOWN);
  }

  /// A card with its interests as they are compared: without regard to case. `number`: its place in
  /// the order, from 0.
  record Candidate(int number, Card card, String section, List<String> topics) {
    static Candidate of(Card card, int number) {
      return new Candidate(
          number,
          card,
          folded(Interest.Kind.SECTION, card.section()),
          card.topics().stream().map(topic -> folded(Interest.Kind.TOPIC, topic)).toList());
    }

    boolean front() {
      return Candidates.front(card);
    }

    boolean pinned() {
      return Candidates.pinned(card);
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
