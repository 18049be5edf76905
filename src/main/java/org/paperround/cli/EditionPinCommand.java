package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a story on the front page, after those that are pinned already.
@Command(
    name = "pin",
    description = "Puts a story on the front page, after those that are pinned already.",
    mixinStandardHelpOptions = true)
final class EditionPinCommand extends EditionAct {
  @Parameters(index = "1", paramLabel = "STORY", description = "Its id, as `edition show` has it.")
  private String story = "";

  @Option(names = "--must-read", description = "Readers who mute its section get it too.")
  private boolean mustRead;

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.pin(id, story(story), mustRead, StaffActor.CLI);
  }
}
