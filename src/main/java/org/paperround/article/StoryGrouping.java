package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Groups texts into stories as the engine groups articles that arrive hour by hour, with no
/// database: for measuring. Not thread-safe.
public final class StoryGrouping {
  private final StoryIndex index = new StoryIndex();
  private final Map<Long, Long> stories = new HashMap<>();
  private long opened;

  private StoryGrouping() {}

  /// One article; `id` is unique among those given.
  public record Text(
      long id, Instant publishedAt, String headline, String standfirst, String body) {}

  /// By id, the number of the story that the text is part of in the end.
  public static Map<Long, Long> group(List<Text> texts) {
    Map<Instant, List<Text>> hours =
        texts.stream()
            .sorted(Comparator.comparing(Text::publishedAt).thenComparingLong(Text::id))
            .collect(
                Collectors.groupingBy(
                    text -> text.publishedAt().truncatedTo(ChronoUnit.HOURS),
                    TreeMap::new,
                    Collectors.toList()));
    StoryGrouping grouping = new StoryGrouping();
    hours.forEach((hour, arrived) -> {
      grouping.add(arrived);
      grouping.consolidate(hour.plus(Duration.ofHours(1)));
    });
    return grouping.stories;
  }

  /// When a story of these reports, at least one, last moved on in substance, as seen at `now`.
  public static Instant developedAt(List<Report> reports, Instant now) {
    return Development.replayed(
            reports.stream()
                .sorted(Comparator.comparing(Report::publishedAt))
                .map(report ->
                    new Development.Seen(report.owner(), report.ownPortal(), report.publishedAt()))
                .toList(),
            now)
        .developedAt();
  }

  /// Who reported, and when.
  public record Report(String owner, boolean ownPortal, Instant publishedAt) {}

  private void add(List<Text> arrived) {
    Map<Text, StoryText> words = new HashMap<>();
    arrived.forEach(
        text -> words.put(text, StoryText.of(text.headline(), text.standfirst(), text.body())));
    StoryIndex.Batch batch = index.batch(words.values());
    for (Text text : arrived) {
      StoryText own = Objects.requireNonNull(words.get(text));
      long story = batch.storyOf(own, text.publishedAt()).orElseGet(() -> opened++);
      index.add(text.id(), story, 1, text.publishedAt(), own);
      stories.put(text.id(), story);
    }
  }

  private void consolidate(Instant at) {
    for (StoryConsolidation.Group group : StoryConsolidation.of(index, at, Set.of())) {
      long story = group.story().orElseGet(() -> opened++);
      for (StoryIndex.Placed placed : group.articles()) {
        index.move(placed.article(), story);
        stories.put(placed.article(), story);
      }
    }
  }
}
