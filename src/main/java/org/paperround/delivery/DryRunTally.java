package org.paperround.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.Card;
import org.paperround.edition.Pool;

/// Counts what readers would get. For one thread; several are added up at the end.
final class DryRunTally {
  private final Map<LedgerReason, Long> without = new HashMap<>();
  private final Map<Integer, List<Long>> places = new HashMap<>();
  private final Map<Instant, Map<String, Long>> turns = new TreeMap<>();
  private long readers;
  private long digests;
  private @Nullable Largest largest;

  /// The mail that is largest by the plan's estimate.
  record Largest(int octets, Locale locale, List<ChosenCard> cards) {}

  void without(LedgerReason reason) {
    readers++;
    without.merge(reason, 1L, Long::sum);
  }

  void digest(Instant due, String group, Largest mail) {
    readers++;
    digests++;
    turns.computeIfAbsent(due, _ -> new HashMap<>()).merge(group, 1L, Long::sum);
    for (int place = 0; place < mail.cards().size(); place++) {
      add(places(mail.cards().get(place).ordinal()), place, 1);
    }
    keepLargest(mail);
  }

  void add(DryRunTally other) {
    readers += other.readers;
    digests += other.digests;
    other.without.forEach((reason, count) -> without.merge(reason, count, Long::sum));
    other.turns.forEach((due, counts) -> {
      Map<String, Long> own = turns.computeIfAbsent(due, _ -> new HashMap<>());
      counts.forEach((group, count) -> own.merge(group, count, Long::sum));
    });
    other.places.forEach((ordinal, counts) -> {
      for (int place = 0; place < counts.size(); place++) {
        add(places(ordinal), place, counts.get(place));
      }
    });
    if (other.largest != null) {
      keepLargest(other.largest);
    }
  }

  long readers() {
    return readers;
  }

  long digests() {
    return digests;
  }

  @Nullable Largest largest() {
    return largest;
  }

  Map<String, Long> reasons() {
    Map<String, Long> reasons = new HashMap<>();
    without.forEach((reason, count) -> reasons.put(reason.word(), count));
    return reasons;
  }

  /// Also of the stories that nobody would get, last.
  List<DryRunFindings.Reach> stories(Pool pool) {
    return pool.cards().stream()
        .filter(Card::usable)
        .map(this::reach)
        .sorted(Comparator.comparingLong(DryRunFindings.Reach::readers).reversed())
        .toList();
  }

  private DryRunFindings.Reach reach(Card card) {
    List<Long> counts = places.getOrDefault(card.ordinal(), List.of());
    return new DryRunFindings.Reach(
        card.story().value(),
        card.content().headline(),
        card.section(),
        DryRunFindings.sum(counts),
        counts);
  }

  List<DryRunFindings.Turn> turns() {
    return turns.entrySet().stream()
        .map(turn -> new DryRunFindings.Turn(turn.getKey().getEpochSecond(), turn.getValue()))
        .toList();
  }

  private void keepLargest(Largest mail) {
    if (largest == null || mail.octets() > largest.octets()) {
      largest = mail;
    }
  }

  private List<Long> places(int ordinal) {
    return places.computeIfAbsent(ordinal, _ -> new ArrayList<>());
  }

  private static void add(List<Long> counts, int place, long more) {
    while (counts.size() <= place) {
      counts.add(0L);
    }
    counts.set(place, counts.get(place) + more);
  }
}
