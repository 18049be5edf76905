package org.paperround.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.bench.DeskBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long an editor waits for the page of an edition.
@Command(
    name = "desk",
    description = "Measures how long the desk's page of an edition takes.",
    mixinStandardHelpOptions = true)
final class BenchDeskCommand implements Callable<Integer> {
  @Mixin private BenchEngines engines;

  @Option(names = "--candidates", paramLabel = "N", description = "Stories of today; default 2000.")
  private int candidates = DeskBench.CANDIDATES;

  @Option(names = "--readers", paramLabel = "N", description = "How many; default 1000000.")
  private int readers = DeskBench.READERS;

  @Override
  public Integer call() throws Exception {
    if (candidates < 1 || readers < 1) {
      throw new UsageException("--candidates and --readers want numbers from 1.");
    }
    DeskBench.Result result =
        engines.measure(made -> DeskBench.run(candidates, readers, made, System.err::println));
    System.out.printf(
        Locale.ROOT,
        "bench-desk candidates=%d cards=%d readers=%d bytes=%d first_ms=%d p50_ms=%d p95_ms=%d%n",
        result.candidates(),
        result.cards(),
        result.readers(),
        result.bytes(),
        result.first().toMillis(),
        result.middle().toMillis(),
        result.slow().toMillis());
    return result.holds() ? 0 : 1;
  }
}
