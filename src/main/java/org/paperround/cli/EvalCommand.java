package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How good the engine's judgement is, measured on labelled data.
@Command(
    name = "eval",
    description = "Measures the engine's judgement on labelled data.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvalClusterCommand.class,
      EvalIngestCommand.class,
      EvalMetadataCommand.class,
      EvalFrontPageCommand.class,
      EvalPersonalCommand.class,
      EvalHeadlinesCommand.class
    })
final class EvalCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: cluster, frontpage, headlines, ingest, metadata or personal.");
  }
}
