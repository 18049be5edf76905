package org.paperround.cli;

import java.util.Optional;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Editions and the editor's word at the shell.
@Command(
    name = "edition",
    description = "Makes, shows and decides on editions.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EditionBuildCommand.class,
      EditionAlertCommand.class,
      EditionShowCommand.class,
      EditionPinCommand.class,
      EditionDropCommand.class,
      EditionRetractCommand.class,
      EditionSubjectCommand.class,
      EditionSubjectsCommand.class,
      EditionIntroCommand.class,
      EditionDryRunCommand.class,
      EditionApproveCommand.class,
      EditionHoldCommand.class,
      EditionStopCommand.class,
      EditionResumeCommand.class,
      EditionReleaseCommand.class,
      EditionCorrectCommand.class,
      EditionAccountCommand.class,
      EditionResolveCommand.class
    })
final class EditionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the edition.");
  }

  /// `latest` or an id.
  ///
  /// @throws UsageException when there is no such edition
  static Edition find(Editions editions, String text) {
    Optional<Edition> found =
        text.equals("latest") ? editions.latest() : editions.find(new EditionId(number(text)));
    return found.orElseThrow(() ->
        new UsageException(
            text.equals("latest")
                ? "There is no edition yet; make one with `edition build`."
                : "There is no edition " + text + "."));
  }

  /// @throws UsageException when it is no id
  static long number(String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new UsageException(
        "'" + text + "' is no id: give a whole number, as `edition show` does.");
  }
}
