package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;

/// Keeps the edition back until it is approved or resumed.
@Command(
    name = "hold",
    description = "Keeps the edition back until it is approved or resumed.",
    mixinStandardHelpOptions = true)
final class EditionHoldCommand extends EditionAct {
  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.hold(id, StaffActor.CLI);
  }
}
