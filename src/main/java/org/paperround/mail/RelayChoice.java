package org.paperround.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which relay takes the next connection. Connections are shared by weight in turns that are spread
/// evenly (smooth weighted round robin); who is left out has no turn, and its share goes to the
/// others. A spare has a turn only while no other can be had. Pure.
final class RelayChoice {
  private RelayChoice() {}

  /// A relay as the choice sees it: `available` unless it is left out, `free` when one more
  /// connection may be opened to it.
  record Place(int weight, boolean available, boolean free) {}

  /// The relay of this turn, by its number, and what is owed to each after it.
  record Turn(int relay, List<Integer> owed) {}

  /// `owed` is what the turn before left, at first zeros. Empty when nobody can take a connection
  /// now.
  static Optional<Turn> next(List<Place> places, List<Integer> owed) {
    boolean spares = places.stream().noneMatch(place -> place.available() && place.weight() > 0);
    List<Integer> candidates =
        IntStream.range(0, places.size())
            .filter(i -> takesPart(places.get(i), spares))
            .boxed()
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> after = new ArrayList<>(owed);
    int total = 0;
    int best = candidates.getFirst();
    for (int i : candidates) {
      int share = spares ? 1 : places.get(i).weight();
      total += share;
      after.set(i, after.get(i) + share);
      best = after.get(i) > after.get(best) ? i : best;
    }
    after.set(best, after.get(best) - total);
    return Optional.of(new Turn(best, List.copyOf(after)));
  }

  private static boolean takesPart(Place place, boolean spares) {
    return place.available() && place.free() && (spares || place.weight() > 0);
  }

  /// How many connections at once keep the shares: more would fill what the smaller ones allow, and
  /// the rest would run over to the others. At least one.
  static int connections(List<RelayConfig> relays) {
    long total = relays.stream().mapToLong(RelayConfig::weight).sum();
    return relays.stream()
        .filter(relay -> !relay.isSpare())
        .mapToInt(relay -> (int) (relay.mostConnections() * total / relay.weight()))
        .min()
        .stream()
        .map(most -> Math.max(1, most))
        .findFirst()
        .orElse(1);
  }
}
