package org.paperround.digest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;
import org.paperround.subscriber.Interest;

/// A pool made ready for choosing: usable cards only, the front page in its order, then the tail by
/// score; equal ones by ordinal, so that the order of the input never shows. Immutable; made once
/// for all readers of an edition's revision.
public final class Candidates {
  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate candidate) -> !candidate.front())
          .thenComparingInt(Candidate::position)
          .thenComparingDouble(candidate -> -candidate.card().score())
          .thenComparingInt(candidate -> candidate.card().ordinal());

  private final Pool pool;
  private final List<Candidate> ordered;

  private Candidates(Pool pool, List<Candidate> ordered) {
    this.pool = pool;
    this.ordered = ordered;
  }

  public Pool pool() {
    return pool;
  }

  public static Candidates of(Pool pool) {
    return new Candidates(
        pool, pool.cards().stream().filter(Card::usable).map(Candidate::of).sorted(ORDER).toList());
  }

  List<Candidate> ordered() {
    return ordered;
  }

  /// A card with its interests as they are compared: without regard to case.
  record Candidate(Card card, String section, List<String> topics) {
    static Candidate of(Card card) {
      return new Candidate(
          card,
          folded(Interest.Kind.SECTION, card.section()),
          card.topics().stream().map(topic -> folded(Interest.Kind.TOPIC, topic)).toList());
    }

    /// A pin without a place on the front page is on it all the same, at its end.
    boolean front() {
      return card.frontPosition() != null || pinned();
    }

    boolean pinned() {
      return card.pinned() || card.mustRead();
    }

    int position() {
      return card.frontPosition() == null ? Integer.MAX_VALUE : card.frontPosition();
    }

    /// Not an [Interest]: a feed may have named a topic that no reader could follow.
    static String folded(Interest.Kind kind, String name) {
      return kind + ":" + name.toLowerCase(Locale.ROOT);
    }
  }
}
