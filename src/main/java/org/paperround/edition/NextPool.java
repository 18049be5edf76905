package org.paperround.edition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage;

/// Joins a ranking with the editor's word. Pure: it makes the pool's next state from its present
/// one. Pins, drops and retractions survive; a story keeps its ordinal; an ordinal never names
/// another story.
final class NextPool {
  private final List<PooledCard> present;
  private final RankedPool ranked;
  private final Map<StoryId, PooledCard> byStory = new LinkedHashMap<>();
  private int nextOrdinal;

  private NextPool(List<PooledCard> present, RankedPool ranked, int nextOrdinal) {
    this.present = present;
    this.ranked = ranked;
    this.nextOrdinal =
        Math.max(
            nextOrdinal, 1 + present.stream().mapToInt(c -> c.card().ordinal()).max().orElse(0));
  }

  /// `edition` and `present` as they are under the lock.
  static Outcome join(
      StoredEdition edition,
      List<PooledCard> present,
      RankedPool ranked,
      int slots,
      FrontPage.Diversity diversity) {
    NextPool writer = new NextPool(present, ranked, edition.nextOrdinal());
    writer.keepOnePerStory();
    writer.takeOverRanking();
    Collection<PooledCard> cards = writer.byStory.values();
    Set<Integer> kept =
        cards.stream().map(card -> card.card().ordinal()).collect(Collectors.toSet());
    List<Integer> deleted =
        present.stream()
            .map(card -> card.card().ordinal())
            .filter(ordinal -> !kept.contains(ordinal))
            .toList();
    return new Outcome(
        frontPage(cards, slots, diversity, edition.edition().cutOff()),
        deleted,
        writer.nextOrdinal);
  }

  /// Two cards whose stories were merged become one: a drop of either holds, else the first pin.
  private void keepOnePerStory() {
    for (PooledCard card : present) {
      byStory.merge(ranked.canonical(card.story()), card, NextPool::merged);
    }
  }

  /// Of two cards whose stories were merged.
  static PooledCard merged(PooledCard first, PooledCard second) {
    Instant retractedAt =
        first.card().retractedAt() == null
            ? second.card().retractedAt()
            : first.card().retractedAt();
    PooledCard one = first.with(first.word().and(second.word()));
    return retractedAt == null ? one : one.retracted(retractedAt);
  }

  private void takeOverRanking() {
    Map<StoryId, PooledCard> before = new HashMap<>(byStory);
    byStory.values().removeIf(card -> !card.hasEditorsWord());
    for (StoryId story : ranked.gone()) {
      byStory.computeIfPresent(story, (_, card) -> card.retracted(ranked.asOf()));
    }
    for (RankedStory story : ranked.stories()) {
      PooledCard known = before.get(story.story().id());
      PooledCard next =
          known == null
              ? new PooledCard(story.card(nextOrdinal++), EditorsWord.NONE)
              : known.on(story.card(known.card().ordinal()));
      byStory.put(story.story().id(), next);
    }
  }

  /// The cards with their places on the front page, by ordinal. An embargo that ends after the
  /// cut-off keeps a story off it.
  static List<PooledCard> frontPage(
      Collection<PooledCard> cards, int slots, FrontPage.Diversity diversity, Instant cutOff) {
    List<FrontPage.Entry> entries =
        cards.stream()
            .filter(pooled -> pooled.card().usable() && !embargoedAt(pooled.card(), cutOff))
            .map(PooledCard::entry)
            .toList();
    List<StoryId> order = FrontPage.choose(entries, slots, diversity);
    Map<StoryId, Integer> positions = new HashMap<>();
    order.forEach(story -> positions.put(story, positions.size() + 1));
    return cards.stream()
        .map(card -> card.at(positions.get(card.story())))
        .sorted(Comparator.comparingInt(card -> card.card().ordinal()))
        .toList();
  }

  private static boolean embargoedAt(Card card, Instant at) {
    Instant until = card.embargoedUntil();
    return until != null && until.isAfter(at);
  }

  /// Cards whose state differs from `before`.
  static List<PooledCard> changed(List<PooledCard> before, List<PooledCard> after) {
    Set<PooledCard> same = new HashSet<>(before);
    List<PooledCard> changed = new ArrayList<>(after);
    changed.removeIf(same::contains);
    return changed;
  }

  record Outcome(List<PooledCard> cards, List<Integer> deleted, int nextOrdinal) {}
}
