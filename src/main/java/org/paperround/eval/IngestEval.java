package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.paperround.article.FeedSample;

/// How many of many feeds are read. Folders are searched through; what is neither a feed by its
/// name (`.xml`, `.rss`, `.atom`, `.rdf`, `.json`) nor given by itself is left out.
public final class IngestEval {
  private static final long MOST_BYTES = 50_000_000;

  private IngestEval() {}

  public record Result(Path file, FeedSample sample) {}

  public static List<Result> measure(List<Path> paths) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : files(path)) {
        results.add(new Result(file, sample(file)));
      }
    }
    return results;
  }

  private static FeedSample sample(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return new FeedSample(List.of(), "The file is larger than " + MOST_BYTES + " bytes.");
    }
    return FeedSample.of(Files.readAllBytes(file), null);
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(file -> Files.isRegularFile(file) && isFeed(file)).sorted().toList();
    }
  }

  private static boolean isFeed(Path file) {
    String name = file.toString();
    return Stream.of(".xml", ".rss", ".atom", ".rdf", ".json").anyMatch(name::endsWith);
  }
}
