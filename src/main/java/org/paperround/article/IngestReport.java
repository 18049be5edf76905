package org.paperround.article;

/// What one round of reading brought: feeds read, articles seen, stories new, feeds failed.
public record IngestReport(int feeds, int articles, int stories, int failed) {
  public static final IngestReport NOTHING = new IngestReport(0, 0, 0, 0);

  public IngestReport plus(IngestReport other) {
    return new IngestReport(
        feeds + other.feeds,
        articles + other.articles,
        stories + other.stories,
        failed + other.failed);
  }
}
