package org.paperround.eval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Days of made-up stories, for measuring where no real ones are at hand: the same on every
/// machine. Sections of unequal size, each with words of its own; importance is normal.
final class MadeUpDays {
  private static final List<String> TOPICS =
      List.of(
          "world", "politics", "sport", "business", "culture", "health", "technology", "science");
  private static final int DAYS = 10;
  private static final int STORIES = 120;
  private static final int OWNERS = 12;
  private static final int WORDS_OF_TOPIC = 60;
  private static final int WORDS_OF_ALL = 400;

  private final SplittableRandom random = new SplittableRandom(1);

  private MadeUpDays() {}

  static List<NewsDay> days() {
    MadeUpDays news = new MadeUpDays();
    return IntStream.range(0, DAYS)
        .mapToObj(day -> news.day(LocalDate.of(2026, 1, 1).plusDays(day)))
        .toList();
  }

  private NewsDay day(LocalDate date) {
    List<NewsDay.Story> stories = new ArrayList<>();
    for (int i = 0; i < STORIES; i++) {
      String topic = topic();
      stories.add(
          new NewsDay.Story(
              topic,
              "owner " + random.nextInt(OWNERS),
              words(topic, 7),
              words(topic, 16),
              random.nextGaussian()));
    }
    return new NewsDay(date, stories);
  }

  /// The first of n topics is n times as frequent as the last.
  private String topic() {
    double sum = IntStream.rangeClosed(1, TOPICS.size()).mapToDouble(rank -> 1.0 / rank).sum();
    double drawn = random.nextDouble() * sum;
    for (int rank = 1; rank < TOPICS.size(); rank++) {
      drawn -= 1.0 / rank;
      if (drawn < 0) {
        return TOPICS.get(rank - 1);
      }
    }
    return TOPICS.getLast();
  }

  /// A third are of the topic.
  private String words(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            i % 3 == 0
                ? topic + "x" + random.nextInt(WORDS_OF_TOPIC)
                : "word" + random.nextInt(WORDS_OF_ALL))
        .collect(Collectors.joining(" "));
  }
}
