package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a story back, from this edition and every other.
@Command(
    name = "retract",
    description = "Takes a story back, from this edition and every other.",
    mixinStandardHelpOptions = true)
final class EditionRetractCommand extends EditionAct {
  @Parameters(index = "1", paramLabel = "STORY", description = "Its id, as `edition show` has it.")
  private String story = "";

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.retract(id, story(story), StaffActor.CLI);
  }
}
