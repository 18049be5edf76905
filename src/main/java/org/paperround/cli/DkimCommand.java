package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The keys that sign mail.
@Command(
    name = "dkim",
    description = "Makes and checks the keys that sign mail.",
    mixinStandardHelpOptions = true,
    subcommands = {DkimGenerateCommand.class, DkimCheckCommand.class})
final class DkimCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: generate or check.");
  }
}
