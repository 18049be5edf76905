package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;

/// Lets the edition go out; before the cut-off, it is the cut-off.
@Command(
    name = "approve",
    description = "Lets the edition go out; before the cut-off, it is the cut-off.",
    mixinStandardHelpOptions = true)
final class EditionApproveCommand extends EditionAct {
  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.approve(id, StaffActor.CLI);
  }
}
