package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.ChooseBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How fast readers' cards are chosen.
@Command(
    name = "choose",
    description = "Measures how fast the cards of made-up readers are chosen.",
    mixinStandardHelpOptions = true)
final class BenchChooseCommand implements Callable<Integer> {
  @Option(names = "--readers", paramLabel = "N", description = "How many; default 1000000.")
  private int readers = ChooseBench.READERS;

  @Override
  public Integer call() {
    if (readers < 1) {
      throw new UsageException("--readers wants a number from 1, not " + readers + ".");
    }
    ChooseBench.Result result = ChooseBench.run(readers);
    System.out.printf(
        Locale.ROOT,
        "chosen=%d tastes=%d heap_max_mb=%d%n",
        result.chosen(),
        result.tastes(),
        result.heapMaxMb());
    System.out.printf(
        Locale.ROOT,
        "bench-choose readers=%d cards=%d seconds=%.2f%n",
        result.readers(),
        result.cards(),
        result.taken().toMillis() / 1000.0);
    return result.holds() ? 0 : 1;
  }
}
