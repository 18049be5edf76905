package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.ImportBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast a list of readers comes in.
@Command(
    name = "import",
    description = "Measures how fast a list of readers is imported.",
    mixinStandardHelpOptions = true)
final class BenchImportCommand implements Callable<Integer> {
  @Mixin private BenchEngines engines;

  @Option(names = "--rows", paramLabel = "N", description = "How many; default 1000000.")
  private int rows = ImportBench.ROWS;

  @Override
  public Integer call() throws Exception {
    if (rows < 1) {
      throw new UsageException("--rows wants a number from 1, not " + rows + ".");
    }
    ImportBench.Result result =
        engines.measure(made -> ImportBench.run(rows, made, System.err::println));
    System.out.printf(
        Locale.ROOT,
        "bench-import rows=%d accepted=%d refused=%d seconds=%.2f heap_max_mb=%d%n",
        result.rows(),
        result.accepted(),
        result.refused(),
        result.taken().toMillis() / 1000.0,
        result.heapMaxMb());
    return result.holds() ? 0 : 1;
  }
}
