package org.paperround.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// All commands of `./paperround`. Exit codes: 0 done and the bar or account held, 1 it did not, 2
/// usage, configuration, or a tool that is missing. Progress and complaints go to stderr; the last
/// line on stdout is the machine-readable result.
@Command(
    name = "paperround",
    description = "An email digest engine for news portals.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      MigrateCommand.class,
      StatusCommand.class,
      IngestCommand.class,
      EditionCommand.class,
      LintCommand.class,
      SendingCommand.class,
      NewsletterCommand.class,
      SourceCommand.class,
      StoryCommand.class,
      SubscriberCommand.class,
      AdminCommand.class,
      RelayCommand.class,
      DkimCommand.class,
      EvalCommand.class,
      BenchCommand.class
    })
public final class CommandLineInterface implements Runnable {
  @Spec private CommandSpec spec;

  private CommandLineInterface() {}

  public static int run(String[] arguments) {
    return new CommandLine(new CommandLineInterface())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((fault, line, _) -> {
          line.getErr().println(Faults.explain(fault));
          return Faults.exitCode(fault);
        })
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
