package org.paperround.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.SendingHold;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lets digests and alerts go on. Exit 0: they do; 1: nothing was held.
@Command(
    name = "release",
    description = "Lets digests and alerts go on.",
    mixinStandardHelpOptions = true)
final class SendingReleaseCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), SendingReleaseCommand::release);
  }

  private static int release(Paperround engine) {
    Optional<SendingHold> released = engine.deliveries().release(StaffActor.CLI);
    if (released.isEmpty()) {
      System.err.println(SendingText.NOT_HELD);
      return 1;
    }
    System.out.println(SendingText.line(Optional.empty()));
    return 0;
  }
}
