package org.paperround.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.paperround.article.StoryGrouping;

/// How long it takes to join articles to stories as they come, and to look at them as a whole once.
public final class ClusterBench {
  /// What is aimed at for [#ARTICLES] on two processors.
  static final Duration MOST = Duration.ofSeconds(2);

  public static final int ARTICLES = 10_000;

  private static final int WARM_UP = 2_500;

  private ClusterBench() {}

  /// `heapMaxMb` is the most that the heap held meanwhile, the articles and garbage included.
  public record Result(int articles, int stories, Duration taken, long heapMaxMb) {
    public boolean holds() {
      return taken.compareTo(MOST) <= 0;
    }
  }

  /// Makes `articles` articles up, the same ones every time, and joins them. The time is that of
  /// reading their words, joining them and one consolidation; other articles have run before it, as
  /// in an engine that has been up for a minute.
  public static Result run(int articles) {
    for (int seed = 2; seed < 6; seed++) {
      StoryGrouping.groupAtOnce(MadeUpNews.articles(Math.min(WARM_UP, articles), seed));
    }
    List<StoryGrouping.Text> texts = MadeUpNews.articles(articles, 1);
    HeapPeak heap = HeapPeak.fromNow();
    long begun = System.nanoTime();
    Map<Long, Long> stories = StoryGrouping.groupAtOnce(texts);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    return new Result(articles, new HashSet<>(stories.values()).size(), taken, heap.megabytes());
  }
}
