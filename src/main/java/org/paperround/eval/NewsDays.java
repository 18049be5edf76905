package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.article.StoryGrouping;
import org.paperround.edition.ranking.Candidate;
import org.paperround.edition.ranking.Ranking;
import org.paperround.edition.ranking.Weights;

/// Days of real feeds as days of stories, scored as an edition would at the end of the day.
final class NewsDays {
  private static final Duration DAY = Duration.ofHours(36);
  private static final int LEAST_STORIES = 20;

  private NewsDays() {}

  /// `folder` has a folder for each day, each with that day's feeds; days of few stories are left
  /// out.
  static List<NewsDay> read(Path folder) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(folder)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    List<NewsDay> days = new ArrayList<>();
    for (Path day : folders) {
      NewsDay read = day(day);
      if (read.stories().size() >= LEAST_STORIES) {
        days.add(read);
      }
    }
    return days;
  }

  private static NewsDay day(Path folder) throws IOException {
    List<FeedItem> items = FeedItem.of(EvalFiles.of(List.of(folder), _ -> true));
    Instant asOf = FeedItem.latest(items);
    Map<Long, Long> stories = StoryGrouping.group(items.stream().map(FeedItem::text).toList());
    Map<Long, List<FeedItem>> reports =
        FeedItem.byStory(
            items.stream()
                .filter(item -> item.text().publishedAt().isAfter(asOf.minus(DAY)))
                .toList(),
            stories);
    Ranking ranking = new Ranking(Weights.STANDARD, asOf, asOf.minus(DAY));
    List<NewsDay.Story> scored = new ArrayList<>();
    reports.forEach((story, of) -> scored.add(story(story, of, ranking)));
    return new NewsDay(LocalDate.ofInstant(asOf, ZoneOffset.UTC), scored);
  }

  private static NewsDay.Story story(long number, List<FeedItem> reports, Ranking ranking) {
    Candidate candidate = FeedItem.candidate(number, reports, _ -> false, ranking.asOf());
    FeedItem shown = reports.getFirst();
    return new NewsDay.Story(
        topic(reports),
        shown.owner(),
        shown.text().headline(),
        shown.text().standfirst(),
        ranking.score(candidate).total());
  }

  /// The section that most of the reports' addresses name; the rest are one topic.
  private static String topic(List<FeedItem> reports) {
    Map<String, Long> named = new HashMap<>();
    reports.stream()
        .map(FeedItem::section)
        .filter(topic -> !topic.isEmpty())
        .forEach(topic -> named.merge(topic, 1L, Long::sum));
    return named.entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("other");
  }
}
