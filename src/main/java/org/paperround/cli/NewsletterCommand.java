package org.paperround.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The newsletters on offer.
@Command(
    name = "newsletter",
    description = "The newsletters on offer.",
    mixinStandardHelpOptions = true,
    subcommands = {
      NewsletterAddCommand.class,
      NewsletterListCommand.class,
      NewsletterReportCommand.class
    })
final class NewsletterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add, list or report.");
  }
}
