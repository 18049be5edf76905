package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How mails look.
@Command(
    name = "theme",
    description = "How mails look.",
    mixinStandardHelpOptions = true,
    subcommands = ThemeCheckCommand.class)
final class ThemeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: check.");
  }
}
