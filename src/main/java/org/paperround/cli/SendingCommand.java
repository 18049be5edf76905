package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The switch for all sending.
@Command(
    name = "sending",
    description = "Holds all digests and alerts, and lets them go on.",
    mixinStandardHelpOptions = true,
    subcommands = {SendingHoldCommand.class, SendingReleaseCommand.class, SendingShowCommand.class})
final class SendingCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with the sending: hold, release or show.");
  }
}
