package org.paperround.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Whether nobody is lost when a sending node is killed.
@Command(
    name = "crash",
    description = "Kills a sending node by SIGKILL again and again, and counts what arrives.",
    mixinStandardHelpOptions = true)
final class BenchCrashCommand implements Callable<Integer> {
  @Mixin private CrashOptions options = new CrashOptions();

  @Override
  public Integer call() throws Exception {
    return options.run("bench-crash", 1);
  }
}
