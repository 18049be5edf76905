package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The relay: the SMTP server that mail is handed to.
@Command(
    name = "relay",
    description = "Tries a relay, and shows how its replies are read.",
    mixinStandardHelpOptions = true,
    subcommands = {RelayTryCommand.class, RelayClassifyCommand.class})
final class RelayCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: try or classify.");
  }
}
