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

  public record Result(Path file, FeedSample sample) {}

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
