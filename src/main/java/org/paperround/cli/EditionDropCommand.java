package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a story off the edition, also while it is being sent.
@Command(
    name = "drop",
    description = "Takes a story off the edition, also while it is being sent.",
    mixinStandardHelpOptions = true)
final class EditionDropCommand extends EditionAct {
  @Parameters(index = "1", paramLabel = "STORY", description = "Its id, as `edition show` has it.")
  private String story = "";

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.drop(id, story(story), StaffActor.CLI);
  }
}
