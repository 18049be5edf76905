package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.DryRunBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast an edition is tried on its whole audience.
@Command(
    name = "dry-run",
    description = "Measures how fast an edition is tried on its whole audience.",
    mixinStandardHelpOptions = true)
final class BenchDryRunCommand implements Callable<Integer> {
  @Mixin private BenchEngines engines;

  @Option(names = "--readers", paramLabel = "N", description = "How many; default 1000000.")
  private int readers = DryRunBench.READERS;

  @Override
  public Integer call() throws Exception {
    if (readers < 1) {
      throw new UsageException("--readers wants a number from 1, not " + readers + ".");
    }
    DryRunBench.Result result =
        engines.measure(made -> DryRunBench.run(readers, made, System.err::println));
    System.out.printf(
        Locale.ROOT,
        "bench-dry-run readers=%d digests=%d seconds=%.2f heap_max_mb=%d%n",
        result.readers(),
        result.digests(),
        result.taken().toMillis() / 1000.0,
        result.heapMaxMb());
    return result.holds() ? 0 : 1;
  }
}
