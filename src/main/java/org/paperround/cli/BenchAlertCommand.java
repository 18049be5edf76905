package org.paperround.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.bench.AlertBench;
import org.paperround.bench.SendBench;
import org.paperround.eval.Bar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast breaking news reaches its readers.
@Command(
    name = "alert",
    description = "Measures how long breaking news takes from a stored article to its readers.",
    mixinStandardHelpOptions = true)
final class BenchAlertCommand implements Callable<Integer> {
  @Mixin private BenchEngines engines;

  @Option(names = "--readers", paramLabel = "N", description = "How many; default 100000.")
  private int readers = AlertBench.READERS;

  @Option(
      names = "--sink",
      paramLabel = "KIND",
      description = "smtp-sink, of postfix, unless internal: one in this process.")
  private String sink = "smtp-sink";

  @Override
  public Integer call() throws Exception {
    if (readers < 1) {
      throw new UsageException("--readers wants a number from 1, not " + readers + ".");
    }
    Optional<Path> program = BenchSendCommand.postfix(sink).map(SendBench.Postfix::sink);
    AlertBench.Result result =
        engines.measure(made -> AlertBench.run(readers, program, made, System.err::println));
    BarLines.print(
        List.of(
            new Bar("first_s", seconds(result.first()), seconds(result.mostForFirst()), true),
            new Bar("all_s", seconds(result.all()), seconds(result.most()), true)));
    System.out.println("closed=" + result.whole());
    System.out.printf(
        Locale.ROOT,
        "bench-alert readers=%d first_s=%.2f all_s=%.2f%n",
        result.readers(),
        seconds(result.first()),
        seconds(result.all()));
    return result.holds() ? 0 : 1;
  }

  private static double seconds(Duration taken) {
    return taken.toMillis() / 1000.0;
  }
}
