package org.paperround.article;

import java.util.List;
import java.util.stream.Stream;

/// What one round of reading brought: feeds read, articles seen, stories new, and which feeds
/// failed, with a sentence for the operator.
public record IngestReport(int feeds, int articles, int stories, List<Failure> failures) {
  public static final IngestReport NOTHING = new IngestReport(0, 0, 0, List.of());

  public IngestReport {
    failures = List.copyOf(failures);
  }

  /// `feed` is its slug or what was given for it.
  public record Failure(String feed, String reason) {}

  public int failed() {
    return failures.size();
  }

  public IngestReport plus(IngestReport other) {
    return new IngestReport(
        feeds + other.feeds,
        articles + other.articles,
        stories + other.stories,
        Stream.concat(failures.stream(), other.failures.stream()).toList());
  }

  static IngestReport failure(String feed, String reason) {
    return new IngestReport(0, 0, 0, List.of(new Failure(feed, reason)));
  }
}
