package org.paperround.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether nobody is lost when any of several nodes is killed.
@Command(
    name = "nodes",
    description = "Kills one of several sending nodes again and again, and counts what arrives.",
    mixinStandardHelpOptions = true)
final class BenchNodesCommand implements Callable<Integer> {
  @Mixin private CrashOptions options = new CrashOptions();

  @Option(names = "--nodes", paramLabel = "N", description = "How many; default 3.")
  private int nodes = 3;

  @Override
  public Integer call() throws Exception {
    return options.run("bench-nodes nodes=" + nodes, nodes);
  }
}
