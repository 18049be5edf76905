package org.paperround.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.HoldOutcome;
import org.paperround.delivery.SendingHold;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Holds every digest and alert, on all nodes. Exit 0: held now; 1: it was held before.
@Command(
    name = "hold",
    description = "Holds every digest and alert, on all nodes, until `sending release`.",
    mixinStandardHelpOptions = true)
final class SendingHoldCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for whoever wonders later.")
  private String reason = "";

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::hold);
  }

  private int hold(Paperround engine) {
    return switch (engine.deliveries().hold(reason, StaffActor.CLI)) {
      case HoldOutcome.Held(SendingHold hold) -> {
        System.out.println(SendingText.line(Optional.of(hold)));
        yield 0;
      }
      case HoldOutcome.HeldBefore(SendingHold hold) -> {
        System.err.println(SendingText.held(hold));
        yield 1;
      }
      case HoldOutcome.Refused(String why) -> throw new UsageException(why);
    };
  }
}
