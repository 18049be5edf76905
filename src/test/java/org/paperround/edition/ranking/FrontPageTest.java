package org.paperround.edition.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.FrontPage.Diversity;
import org.paperround.edition.ranking.FrontPage.Entry;

class FrontPageTest {
  @Test
  void theBestScoresComeInOrder() {
    assertThat(
            page(
                3,
                entry(1, "uk", "A", 1),
                entry(2, "world", "B", 3),
                entry(3, "sport", "C", 2),
                entry(4, "arts", "D", 0)))
        .containsExactly(2L, 3L, 1L);
  }

  @Test
  void pinsStandAtTheirPositionsWhateverTheirScore() {
    assertThat(
            page(
                4,
                entry(1, "uk", "A", 9),
                entry(2, "world", "B", 8),
                entry(3, "sport", "C", 7),
                pin(4, "arts", "D", -5, 2),
                pin(5, "health", "E", -9, 1)))
        .containsExactly(5L, 4L, 1L, 2L);
  }

  @Test
  void aPinBehindTheLastStoryMovesUp() {
    assertThat(page(5, entry(1, "uk", "A", 9), pin(2, "uk", "A", 1, 4))).containsExactly(1L, 2L);
    assertThat(page(3, entry(1, "uk", "A", 9), pin(2, "uk", "A", 1, 7), entry(3, "x", "Y", 2)))
        .containsExactly(1L, 3L, 2L);
  }

  @Test
  void everyPinIsShownEvenWhenThereAreMoreThanSlots() {
    assertThat(
            page(
                2,
                entry(9, "uk", "A", 9),
                pin(1, "uk", "A", 0, 1),
                pin(2, "uk", "A", 0, 2),
                pin(3, "uk", "A", 0, 3)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void noMoreThanTwoOfASectionWhileThereAreOthers() {
    assertThat(
            page(
                4,
                entry(1, "Politics", "A", 9),
                entry(2, "politics", "B", 8),
                entry(3, "POLITICS", "C", 7),
                entry(4, "sport", "D", 1),
                entry(5, "arts", "E", 0)))
        .containsExactly(1L, 2L, 4L, 5L);
  }

  @Test
  void noMoreThanTwoOfAnOwnerWhileThereAreOthers() {
    assertThat(
            page(
                3,
                entry(1, "uk", "A", 9),
                entry(2, "world", "A", 8),
                entry(3, "sport", "A", 7),
                entry(4, "arts", "B", 1)))
        .containsExactly(1L, 2L, 4L);
  }

  @Test
  void limitsGiveWayBeforeASlotStaysEmptyTheOwnersFirst() {
    assertThat(
            page(
                4,
                entry(1, "uk", "A", 9),
                entry(2, "uk", "A", 8),
                entry(3, "uk", "A", 7),
                entry(4, "world", "A", 6)))
        .containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  void aPageOfOneSectionIsFilledByScore() {
    assertThat(
            page(
                4,
                entry(1, "uk", "A", 6),
                entry(2, "UK", "A", 9),
                entry(3, "Uk", "A", 7),
                entry(4, "uk", "A", 8),
                entry(5, "uk", "A", 5)))
        .containsExactly(2L, 4L, 3L, 1L);
  }

  @Test
  void capitalsMakeNoOtherOwner() {
    assertThat(
            page(
                3,
                entry(1, "uk", "Harbour Post", 9),
                entry(2, "world", "HARBOUR POST", 8),
                entry(3, "sport", "harbour post", 7),
                entry(4, "arts", "Valley News", 1)))
        .containsExactly(1L, 2L, 4L);
  }

  @Test
  void aPortalMayGiveASectionMoreRoom() {
    List<Entry> entries =
        List.of(
            entry(1, "uk", "A", 9),
            entry(2, "uk", "B", 8),
            entry(3, "uk", "C", 7),
            entry(4, "world", "D", 6));

    assertThat(FrontPage.choose(entries, 3, new Diversity(3, 1)))
        .containsExactly(new StoryId(1), new StoryId(2), new StoryId(3));
    assertThat(FrontPage.choose(entries, 2, new Diversity(1, 1)))
        .containsExactly(new StoryId(1), new StoryId(4));
  }

  @Test
  void pinsCountTowardsTheLimits() {
    assertThat(
            page(
                3,
                pin(1, "uk", "A", 0, 3),
                entry(2, "uk", "B", 9),
                entry(3, "uk", "C", 8),
                entry(4, "world", "D", 1)))
        .containsExactly(2L, 4L, 1L);
  }

  @Test
  void equalsAreOrderedByAgeAndNeverByChance() {
    assertThat(page(2, entry(7, "uk", "A", 1), entry(3, "world", "B", 1))).containsExactly(3L, 7L);
  }

  @Test
  void theOrderOfTheEntriesDoesNotMatterAndTheRulesHold() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = new ArrayList<>();
      for (int id = 1; id <= 30; id++) {
        Integer pin = random.nextInt(10) == 0 ? Integer.valueOf(1 + random.nextInt(6)) : null;
        entries.add(
            new Entry(
                new StoryId(id),
                "section " + random.nextInt(8),
                "owner " + random.nextInt(9),
                random.nextInt(5),
                pin));
      }
      List<StoryId> expected = FrontPage.choose(entries, 5, Diversity.STANDARD);
      Collections.shuffle(entries, random);

      assertThat(FrontPage.choose(entries, 5, Diversity.STANDARD)).isEqualTo(expected);
      assertThat(expected)
          .hasSize(Math.max(5, (int) entries.stream().filter(e -> e.pin() != null).count()))
          .doesNotHaveDuplicates()
          .containsAll(entries.stream().filter(e -> e.pin() != null).map(Entry::story).toList());
      assertUnpinnedKeepTheSectionLimit(entries, expected);
    }
  }

  @Test
  void nothingToShowIsAnEmptyPage() {
    assertThat(page(5)).isEmpty();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> entry(1, "uk", "A", Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> pin(1, "uk", "A", 1, 0)).hasMessageContaining("pinned at 0");
    assertThatThrownBy(() -> new Diversity(0, 1)).hasMessageContaining("0 a section");
  }

  /// With eight sections for five slots there is always an alternative.
  private static void assertUnpinnedKeepTheSectionLimit(
      List<Entry> entries, List<StoryId> expected) {
    Map<String, Integer> unpinned = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.pin() == null && expected.contains(entry.story())) {
        unpinned.merge(entry.section(), 1, Integer::sum);
      }
    }
    assertThat(unpinned.values()).allMatch(count -> count <= 2);
  }

  private static List<Long> page(int slots, Entry... entries) {
    return FrontPage.choose(List.of(entries), slots, Diversity.STANDARD).stream()
        .map(StoryId::value)
        .toList();
  }

  private static Entry entry(long id, String section, String owner, double score) {
    return new Entry(new StoryId(id), section, owner, score, null);
  }

  private static Entry pin(
      long id, String section, String owner, double score, @Nullable Integer position) {
    return new Entry(new StoryId(id), section, owner, score, position);
  }
}
