package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paperround.article.Agglomeration.Pair;

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

    assertThat(Agglomeration.groups(8, pairs, List.of()))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
  }

  @Test
  void whatBelongsTogetherStaysSoAndDrawsWhatIsLikeIt() {
    assertThat(
            Agglomeration.groups(
                4, List.of(new Pair(1, 2, 0.5), new Pair(0, 2, 0.3)), List.of(List.of(0, 1))))
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
    List<List<Integer>> groups = Agglomeration.groups(40, pairs, List.of());
    Collections.shuffle(pairs, random);

    assertThat(groups.size()).isBetween(2, 39);
    assertThat(Agglomeration.groups(40, pairs, List.of())).isEqualTo(groups);
  }

  private static List<List<Integer>> groups(int size, Pair... pairs) {
    return Agglomeration.groups(size, List.of(pairs), List.of());
  }
}
