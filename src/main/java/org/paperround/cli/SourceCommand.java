package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The sources that articles come from.
@Command(
    name = "source",
    description = "The sources that articles come from.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SourceAddCommand.class,
      SourceListCommand.class,
      SourceKeyCommand.class,
      SourceRemoveCommand.class
    })
final class SourceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add, list, key or remove.");
  }
}
