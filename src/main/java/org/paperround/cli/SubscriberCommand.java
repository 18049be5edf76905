package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// People.
@Command(
    name = "subscriber",
    description = "Subscribers and their addresses.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SubscriberCheckAddressCommand.class,
      SubscriberImportCommand.class,
      SubscriberExportCommand.class,
      SubscriberEraseCommand.class,
      SubscriberVerifyCommand.class
    })
final class SubscriberCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: check-address, import, export, erase or verify.");
  }
}
