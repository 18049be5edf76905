package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.ClusterBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How fast articles are joined to stories.
@Command(
    name = "cluster",
    description = "Measures how fast made-up articles are joined to stories.",
    mixinStandardHelpOptions = true)
final class BenchClusterCommand implements Callable<Integer> {
  @Option(
      names = "--articles",
      paramLabel = "N",
      description = "How many, from two days; default 10000.")
  private int articles = ClusterBench.ARTICLES;

  @Override
  public Integer call() {
    if (articles < 1) {
      throw new UsageException("--articles wants a number from 1, not " + articles + ".");
    }
    ClusterBench.Result result = ClusterBench.run(articles);
    System.out.printf(
        Locale.ROOT,
        "bench-cluster articles=%d stories=%d seconds=%.2f heap_max_mb=%d%n",
        result.articles(),
        result.stories(),
        result.taken().toMillis() / 1000.0,
        result.heapMaxMb());
    return result.holds() ? 0 : 1;
  }
}
