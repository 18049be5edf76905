package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;

/// Stops the edition at once, also while it is being sent.
@Command(
    name = "stop",
    description = "Stops the edition at once, also while it is being sent.",
    mixinStandardHelpOptions = true)
final class EditionStopCommand extends EditionAct {
  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.stop(id, StaffActor.CLI);
  }
}
