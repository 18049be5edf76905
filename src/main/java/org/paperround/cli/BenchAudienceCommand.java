package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.AudienceBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast an audience is frozen.
@Command(
    name = "audience",
    description = "Measures how fast the audience of an edition is frozen.",
    mixinStandardHelpOptions = true)
final class BenchAudienceCommand implements Callable<Integer> {
  @Mixin private BenchEngines engines;

  @Option(names = "--readers", paramLabel = "N", description = "How many; default 1000000.")
  private int readers = AudienceBench.READERS;

  @Override
  public Integer call() throws Exception {
    if (readers < 1) {
      throw new UsageException("--readers wants a number from 1, not " + readers + ".");
    }
    AudienceBench.Result result =
        engines.measure(made -> AudienceBench.run(readers, made, System.err::println));
    System.out.printf(
        Locale.ROOT,
        "bench-audience readers=%d seconds=%.2f heap_max_mb=%d%n",
        result.readers(),
        result.taken().toMillis() / 1000.0,
        result.heapMaxMb());
    return result.holds() ? 0 : 1;
  }
}
