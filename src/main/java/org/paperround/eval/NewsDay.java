package org.paperround.eval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.edition.ranking.FrontPage;

/// One day's stories, best first, as an edition would have them in its pool.
record NewsDay(LocalDate date, List<Story> stories) {
  NewsDay {
    stories =
        stories.stream()
            .sorted((one, other) -> Double.compare(other.score(), one.score()))
            .toList();
  }

  /// `topic` is the section in its address; `score` is in points.
  record Story(String topic, String owner, String headline, String standfirst, double score) {}

  /// The day as the pool of edition `number`, card n being the n-th story, with a front page of so
  /// many slots.
  Pool pool(int number, int frontPage) {
    List<FrontPage.Entry> entries = new ArrayList<>();
    for (int i = 0; i < stories.size(); i++) {
      Story story = stories.get(i);
      entries.add(
          new FrontPage.Entry(
              new StoryId(i + 1), story.topic(), story.owner(), story.score(), null));
    }
    Map<StoryId, Integer> positions = new HashMap<>();
    FrontPage.choose(entries, frontPage, FrontPage.Diversity.STANDARD)
        .forEach(story -> positions.put(story, positions.size() + 1));
    return new Pool(
        new EditionId(number),
        1,
        IntStream.rangeClosed(1, stories.size())
            .mapToObj(ordinal -> card(ordinal, positions.get(new StoryId(ordinal))))
            .toList());
  }

  private Card card(int ordinal, @Nullable Integer frontPosition) {
    Story story = stories.get(ordinal - 1);
    return new Card(
        ordinal,
        new StoryId(ordinal),
        1,
        new ArticleId(ordinal),
        1,
        story.owner(),
        story.topic(),
        List.of(),
        null,
        content(story),
        story.score(),
        Map.of(),
        frontPosition,
        false,
        false,
        false,
        null);
  }

  private static CardContent content(Story story) {
    return CardContent.of(
        "https://www.thecourier.example/", story.headline(), story.standfirst(), Instant.EPOCH);
  }
}
