package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.paperround.article.FeedSample;
import org.paperround.article.StoryGrouping;
import org.paperround.article.StoryId;
import org.paperround.edition.ranking.Candidate;
import org.paperround.edition.ranking.StoryStatistics;

/// An entry of one of a day's feeds: its owner is the file's name, `position` its place in the feed
/// from 0, `section` what its address says, if anything.
record FeedItem(String owner, int position, String section, StoryGrouping.Text text) {
  /// The entries of these feeds. What has no date is left out.
  static List<FeedItem> of(List<Path> feeds) throws IOException {
    List<FeedItem> items = new ArrayList<>();
    for (Path feed : feeds) {
      int position = 0;
      for (FeedSample.Entry entry : FeedSample.of(feed).entries()) {
        Instant date = entry.date();
        if (date != null) {
          items.add(
              new FeedItem(
                  String.valueOf(feed.getFileName()),
                  position,
                  entry.section(),
                  new StoryGrouping.Text(items.size(), date, entry.title(), entry.summary(), "")));
        }
        position++;
      }
    }
    return items;
  }

  /// When the latest of them was published.
  static Instant latest(Collection<FeedItem> items) {
    return items.stream()
        .map(item -> item.text().publishedAt())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /// Those that are in one of `stories`, by the number of the story.
  static Map<Long, List<FeedItem>> byStory(List<FeedItem> items, Map<Long, Long> stories) {
    return items.stream()
        .filter(item -> stories.containsKey(item.text().id()))
        .collect(
            Collectors.groupingBy(
                item -> Objects.requireNonNull(stories.get(item.text().id())),
                TreeMap::new,
                Collectors.toList()));
  }

  /// A story of these reports, as the ranking of an edition would be told of it at `asOf`; `own`
  /// are the portal's.
  static Candidate candidate(
      long story, List<FeedItem> reports, Predicate<FeedItem> own, Instant asOf) {
    List<StoryGrouping.Report> seen =
        reports.stream()
            .map(item ->
                new StoryGrouping.Report(item.owner(), own.test(item), item.text().publishedAt()))
            .toList();
    return new Candidate(
        new StoryId(story + 1),
        StoryGrouping.developedAt(seen, asOf),
        "",
        reports.stream()
            .map(item ->
                new Candidate.Report(item.owner(), 1, own.test(item), item.text().publishedAt()))
            .toList(),
        false,
        0,
        new StoryStatistics.Counts(0, 0));
  }
}
