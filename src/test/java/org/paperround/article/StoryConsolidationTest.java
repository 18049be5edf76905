package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a look at the whole makes of copies.
class StoryConsolidationTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant OLD = NOON.minus(Duration.ofHours(6));
  private static final int SHARED = 99;
  private static final int NEW = 50;
  private static final int SIZE = 10;

  private final StoryIndex index = new StoryIndex();

  @Test
  void aNewCopyOfTwoSettledStoriesTextsStaysWithOneAndJoinsThemNot() {
    settledStory(7, 0);
    settledStory(8, 10);
    add(NEW, 8, NOON, SHARED);

    assertThat(groups())
        .containsExactlyInAnyOrder(new Named(7, articles(0)), new Named(8, articles(10, NEW)));
  }

  @Test
  void newCopiesInTwoSettledStoriesJoinThemNotEither() {
    settledStory(7, 0);
    settledStory(8, 10);
    add(NEW, 7, NOON, SHARED);
    add(NEW + 1, 8, NOON, SHARED);

    assertThat(groups())
        .containsExactlyInAnyOrder(
            new Named(7, articles(0, NEW)), new Named(8, articles(10, NEW + 1)));
  }

  @Test
  void aNewCopyJoinsTheSettledStoryOfItsTextWithWhatCameWithIt() {
    settledStory(7, 0);
    add(NEW, 9, NOON, SHARED);
    add(NEW + 1, 9, NOON, SHARED);

    assertThat(groups()).containsExactly(new Named(7, articles(0, NEW, NEW + 1)));
  }

  /// Ten articles from this id on: the first with the text that is shared, the others like nothing.
  private void settledStory(long story, int first) {
    add(first, story, OLD, SHARED);
    for (int i = 1; i < SIZE; i++) {
      add(first + i, story, OLD, first + i);
    }
  }

  /// Those of the settled story, and more.
  private static List<Long> articles(int first, int... more) {
    return IntStream.concat(IntStream.range(first, first + SIZE), IntStream.of(more))
        .mapToObj(id -> (long) id)
        .toList();
  }

  private void add(long id, long story, Instant published, int text) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      words.append(word(text, i)).append(' ');
    }
    StoryText.Words read = new StoryText.Words(word(text, 40), words.toString(), "");
    StoryVector vector = index.read(List.of(read)).getFirst();
    index.add(new StoryIndex.Article(id, story, 1, published, vector));
  }

  /// Of letters, and no other text's.
  private static String word(int text, int number) {
    return "q"
        + (char) ('a' + text / 10)
        + (char) ('a' + text % 10)
        + "u"
        + (char) ('a' + number / 7)
        + (char) ('a' + number % 7)
        + "rk";
  }

  private record Named(long story, List<Long> articles) {}

  private List<Named> groups() {
    return StoryConsolidation.of(index, NOON, Set.of(), StoryOrders.NONE).groups().stream()
        .map(group ->
            new Named(
                group.story().orElse(-1),
                group.articles().stream().map(StoryIndex.Placed::article).sorted().toList()))
        .toList();
  }
}
