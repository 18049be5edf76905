package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is alike comes together, whatever the order in which it is said.
class AgglomerationTest {
  @Test
  void pairsComeTogetherFromTheThresholdOn() {
    assertThat(groups(3, new Pair(0, 1, Agglomeration.LEAST), new Pair(1, 2, 0.2)))
        .containsExactly(List.of(0, 1), List.of(2));
  }

  @Test
  void oneLikenessAmongManyDoesNotDrawTwoGroupsTogether() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        pairs.add(new Pair(i, j, 0.6));
        pairs.add(new Pair(i + 4, j + 4, 0.6));
      }
    }
    pairs.add(new Pair(3, 4, 0.5));

    assertThat(groups(8, pairs, List.of()))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
  }

  @Test
  void whatBelongsTogetherStaysSoAndDrawsWhatIsLikeIt() {
    assertThat(groups(4, List.of(new Pair(1, 2, 0.5), new Pair(0, 2, 0.3)), List.of(List.of(0, 1))))
        .containsExactly(List.of(0, 1, 2), List.of(3));
  }

  @Test
  void theOrderOfThePairsDoesNotMatter() {
    Random random = new Random(7);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      for (int j = i + 1; j < 40; j++) {
        if (random.nextInt(4) == 0) {
          pairs.add(new Pair(i, j, random.nextInt(10) / 10.0 + 0.05));
        }
      }
    }
    List<List<Integer>> groups = groups(40, pairs, List.of());
    Collections.shuffle(pairs, random);

    assertThat(groups.size()).isBetween(2, 39);
    assertThat(groups(40, pairs, List.of())).isEqualTo(groups);
  }

  @Test
  void whatIsSetApartStaysSoHoweverAlikeAndWhatComesJoinsTheBetterOne() {
    Bonds bonds = new Bonds(4);
    bonds.part(List.of(0), List.of(1));
    Likenesses pairs = new Likenesses();
    pairs.add(0, 1, 1);
    pairs.add(0, 2, 0.5);
    pairs.add(1, 2, 0.4);
    pairs.add(1, 3, 0.9);

    Agglomeration.Result result = Agglomeration.groups(4, pairs, bonds, 0.11);

    assertThat(result.groups()).containsExactly(List.of(0, 2), List.of(1, 3));
    assertThat(result.kin().size()).as("they stay kin").isEqualTo(1);
  }

  @Test
  void whatIsAlikeButNotOneIsKin() {
    Likenesses pairs = new Likenesses();
    pairs.add(0, 1, 0.5);
    pairs.add(1, 2, 0.2);
    pairs.add(2, 3, 0.1);

    Likenesses kin = Agglomeration.groups(4, pairs, new Bonds(4), 0.11).kin();

    assertThat(kin.size()).isEqualTo(1);
    assertThat(List.of(kin.one(0), kin.other(0))).containsExactly(0, 1);
    assertThat(kin.value(0)).isCloseTo(0.2 / Math.sqrt(1 + 1 + 2 * 0.5), within(1e-9));
  }

  @Test
  void whatIsSaidFirstOfBondsHolds() {
    Bonds bonds = new Bonds(5);
    bonds.part(List.of(0), List.of(1, 2));
    bonds.join(List.of(0, 1, 2, 3));
    bonds.part(List.of(1), List.of(2, 4));

    assertThat(bonds.together()).containsExactly(List.of(0, 3), List.of(1, 2));
    assertThat(bonds.apart()).containsExactlyInAnyOrder(new Bonds.Pair(0, 1), new Bonds.Pair(1, 4));
  }

  private record Pair(int one, int other, double likeness) {}

  private static List<List<Integer>> groups(int size, Pair... pairs) {
    return groups(size, List.of(pairs), List.of());
  }

  private static List<List<Integer>> groups(
      int size, List<Pair> pairs, List<List<Integer>> together) {
    Likenesses likenesses = new Likenesses();
    pairs.forEach(pair -> likenesses.add(pair.one(), pair.other(), pair.likeness()));
    Bonds bonds = new Bonds(size);
    together.forEach(bonds::join);
    return Agglomeration.groups(size, likenesses, bonds, 0.11).groups();
  }
}
