package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.RelayChoice.Place;
import org.paperround.mail.RelayChoice.Turn;
import org.paperround.testing.RelayFixture;

/// Which relay is next: shares by weight, spares last, nobody who is left out.
class RelayChoiceTest {
  @Test
  void turnsAreSpreadAsTheWeightsSay() {
    List<Place> places = List.of(sound(5), sound(1), sound(1), sound(0));
    assertThat(turns(places, 14)).containsExactly(0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0);
  }

  @Test
  void aShareGoesToTheOthersWhileItsRelayIsLeftOut() {
    assertThat(turns(List.of(out(5), sound(1), sound(2), sound(0)), 6))
        .containsExactly(2, 1, 2, 2, 1, 2);
  }

  @Test
  void sparesStandInOnlyWhenNoOtherCanBeHad() {
    assertThat(turns(List.of(out(5), sound(0), sound(0)), 4)).containsExactly(1, 2, 1, 2);
    Place full = new Place(5, true, false);
    assertThat(RelayChoice.next(List.of(full, sound(0)), List.of(0, 0))).isEmpty();
  }

  /// Every cycle of random weights gives each relay exactly its share.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyCycleGivesEachExactlyItsShare(long seed) {
    Random random = new Random(seed);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      places.add(sound(1 + random.nextInt(9)));
    }
    int total = places.stream().mapToInt(Place::weight).sum();
    List<Integer> turns = turns(places, 3 * total);
    for (int cycle = 0; cycle < 3; cycle++) {
      List<Integer> part = turns.subList(cycle * total, (cycle + 1) * total);
      for (int i = 0; i < places.size(); i++) {
        assertThat(Collections.frequency(part, i)).isEqualTo(places.get(i).weight());
      }
    }
  }

  /// Whoever comes and goes: only who can take a connection has a turn, a turn is had whenever
  /// somebody can take one, and no debt grows without end.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoeverComesAndGoesTheChoiceIsSound(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(6);
    List<Integer> weights = random.ints(size, 0, 10).boxed().toList();
    List<Integer> owed = Collections.nCopies(size, 0);
    for (int i = 0; i < 3000; i++) {
      List<Place> places =
          weights.stream()
              .map(weight -> new Place(weight, random.nextBoolean(), random.nextInt(4) > 0))
              .toList();
      boolean others = places.stream().anyMatch(place -> place.available() && place.weight() > 0);
      List<Place> able =
          places.stream()
              .filter(Place::available)
              .filter(Place::free)
              .filter(place -> !others || place.weight() > 0)
              .toList();
      Optional<Turn> turn = RelayChoice.next(places, owed);
      assertThat(turn.isPresent()).isEqualTo(!able.isEmpty());
      if (turn.isPresent()) {
        assertThat(able).contains(places.get(turn.get().relay()));
        owed = turn.get().owed();
      }
      assertThat(owed.stream().mapToInt(Integer::intValue).sum()).isZero();
      assertThat(owed).allMatch(debt -> Math.abs(debt) <= 200);
    }
  }

  @Test
  void asManyConnectionsAreOpenedAsKeepTheShares() {
    assertThat(connections(1, 4)).isEqualTo(4);
    assertThat(connections(1, 4, 1, 4)).isEqualTo(8);
    assertThat(connections(9, 4, 1, 4)).isEqualTo(4);
    assertThat(connections(1, 10, 1, 2)).isEqualTo(4);
    assertThat(connections(1, 10, 100, 1)).isEqualTo(1);
    assertThat(connections(1, 4, 0, 200)).isEqualTo(4);
  }

  private static int connections(int... weightsAndConnections) {
    List<RelayConfig> relays = new ArrayList<>();
    for (int i = 0; i < weightsAndConnections.length; i += 2) {
      relays.add(
          RelayFixture.named("r" + i, weightsAndConnections[i], weightsAndConnections[i + 1]));
    }
    return RelayChoice.connections(relays);
  }

  private static List<Integer> turns(List<Place> places, int count) {
    List<Integer> turns = new ArrayList<>();
    List<Integer> owed = Collections.nCopies(places.size(), 0);
    for (int i = 0; i < count; i++) {
      Turn turn = RelayChoice.next(places, owed).orElseThrow();
      turns.add(turn.relay());
      owed = turn.owed();
    }
    return turns;
  }

  private static Place sound(int weight) {
    return new Place(weight, true, true);
  }

  private static Place out(int weight) {
    return new Place(weight, false, true);
  }
}
