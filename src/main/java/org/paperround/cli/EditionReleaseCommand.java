package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.edition.EditionId;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Ends the watching of a canary ring: everybody's turn has come. Exit 0: done; 1: nobody waits for
/// one; 2: no such edition.
@Command(
    name = "release",
    description = "Lets an edition that waits for its canary ring go to everybody now.",
    mixinStandardHelpOptions = true)
final class EditionReleaseCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::release);
  }

  private int release(Paperround engine) {
    EditionId id = EditionCommand.find(engine.editions(), edition).id();
    return EditionAct.say(engine.deliveries().openToAll(id, StaffActor.CLI), edition);
  }
}
