package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How fast the engine is, measured.
@Command(
    name = "bench",
    description = "Measures how fast the engine is.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchClusterCommand.class,
      BenchChooseCommand.class,
      BenchSendCommand.class,
      BenchAudienceCommand.class,
      BenchDryRunCommand.class,
      BenchDeskCommand.class,
      BenchCrashCommand.class,
      BenchNodesCommand.class,
      BenchAlertCommand.class,
      BenchImportCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: cluster, choose, send, audience, dry-run, desk, crash, nodes, alert"
            + " or import.");
  }
}
