package org.paperround.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.Standstill;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Stops the edition at once, also while it is being sent, waits for what is on the wire, and says
/// how many mails have left, and of how many that is not known. Exit 0: both are exact; 1: it could
/// not be stopped, or some mails are still in the hands of a node; 2: no such edition.
@Command(
    name = "stop",
    description = "Stops the edition at once, also while it is being sent; says how many left.",
    mixinStandardHelpOptions = true)
final class EditionStopCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::stop);
  }

  private int stop(Paperround engine) {
    Edition found = EditionCommand.find(engine.editions(), edition);
    Decision decision = engine.editions().stop(found.id(), StaffActor.CLI);
    if (!(decision instanceof Decision.Done(Edition stopped))) {
      return EditionAct.say(decision, edition);
    }
    Optional<Standstill> standstill = engine.deliveries().standstill(stopped.id(), PATIENCE);
    standstill.ifPresent(reached -> System.out.println(AccountLine.of(reached.account())));
    long underWay = standstill.map(Standstill::underWay).orElse(0L);
    if (underWay > 0) {
      System.err.println(
          underWay
              + " mails are still in the hands of a node, on a slow relay or because it died: what"
              + " became of them is in `edition account` when it has answered, or its lease is"
              + " over.");
    }
    System.out.println(
        EditionText.line(stopped)
            + " left="
            + standstill.map(reached -> reached.account().sent()).orElse(0L)
            + " unknown="
            + engine.deliveries().unknown(stopped.id())
            + " under-way="
            + underWay);
    return underWay == 0 ? 0 : 1;
  }
}
