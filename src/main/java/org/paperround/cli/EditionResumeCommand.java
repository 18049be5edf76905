package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;

/// Lets a stopped or held edition go on.
@Command(
    name = "resume",
    description = "Lets a stopped or held edition go on.",
    mixinStandardHelpOptions = true)
final class EditionResumeCommand extends EditionAct {
  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.resume(id, StaffActor.CLI);
  }
}
