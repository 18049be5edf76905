package org.paperround.article;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
    StoryGrouping grouping = new StoryGrouping();
    hours(texts)
        .forEach((hour, arrived) -> {
          grouping.add(arrived);
          grouping.consolidate(hour.plus(Duration.ofHours(1)));
        });
    return grouping.stories;
  }

  /// As [#group], but all in one run, as an engine reads what came while it did not run: joined one
  /// by one in the order of their times, and looked at as a whole once, at the end.
  public static Map<Long, Long> groupAtOnce(List<Text> texts) {
    StoryGrouping grouping = new StoryGrouping();
    NavigableMap<Instant, List<Text>> hours = hours(texts);
    if (!hours.isEmpty()) {
      grouping.add(hours.values().stream().flatMap(List::stream).toList());
      grouping.consolidate(hours.lastKey().plus(Duration.ofHours(1)));
    }
    return grouping.stories;
  }

  /// By the hour in which they came.
  private static NavigableMap<Instant, List<Text>> hours(List<Text> texts) {
    return texts.stream()
        .sorted(Comparator.comparing(Text::publishedAt).thenComparingLong(Text::id))
        .collect(
            Collectors.groupingBy(
                text -> text.publishedAt().truncatedTo(ChronoUnit.HOURS),
                TreeMap::new,
                Collectors.toList()));
  }

  /// When a story of these reports, at least one, last moved on in substance, as seen at `now`.
  public static Instant developedAt(List<Report> reports, Instant now) {
    return Development.replayed(
            reports.stream()
                .sorted(Comparator.comparing(Report::publishedAt))
                .map(report ->
                    new Development.Seen(
                        report.owner(), report.ownPortal(), report.publishedAt(), null))
                .toList(),
            now)
        .developedAt();
  }

  /// Who reported, and when.
  public record Report(String owner, boolean ownPortal, Instant publishedAt) {}

  private void add(List<Text> arrived) {
    List<StoryVector> words =
        index.read(
            arrived.stream()
                .map(text -> new StoryText.Words(text.headline(), text.standfirst(), text.body()))
                .toList());
    StoryBatch batch = index.batch(words);
    for (int i = 0; i < arrived.size(); i++) {
      Text text = arrived.get(i);
      StoryVector own = words.get(i);
      long story = batch.storyOf(own, text.publishedAt()).orElseGet(() -> opened++);
      index.add(new StoryIndex.Article(text.id(), story, 1, text.publishedAt(), own));
      stories.put(text.id(), story);
    }
  }

  private void consolidate(Instant at) {
    for (StoryConsolidation.Group group :
        StoryConsolidation.of(index, at, Set.of(), StoryOrders.NONE).groups()) {
      long story = group.story().orElseGet(() -> opened++);
      for (StoryIndex.Placed placed : group.articles()) {
        index.move(placed.article(), story);
        stories.put(placed.article(), story);
      }
    }
  }
}
