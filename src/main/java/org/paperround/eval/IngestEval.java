package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.paperround.article.FeedSample;

/// How many of many feeds are read. Folders are searched through; what is neither a feed by its
/// name (`.xml`, `.rss`, `.atom`, `.rdf`, `.json`) nor given by itself is left out.
public final class IngestEval {
  private IngestEval() {}

  /// What two of 208 may lack.
  private static final double LEAST = 206.0 / 208;

  public record Result(Path file, FeedSample sample) {}

  /// The share of the feeds that were read.
  public static List<Bar> bars(List<Result> results) {
    long read = results.stream().filter(result -> result.sample().error() == null).count();
    return results.isEmpty()
        ? List.of()
        : List.of(Bar.atLeast("parsed/files", (double) read / results.size(), LEAST));
  }

  public static List<Result> measure(List<Path> paths) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Path file : EvalFiles.of(paths, IngestEval::isFeed)) {
      results.add(new Result(file, FeedSample.of(file)));
    }
    return results;
  }

  private static boolean isFeed(Path file) {
    String name = file.toString();
    return Stream.of(".xml", ".rss", ".atom", ".rdf", ".json").anyMatch(name::endsWith);
  }
}
