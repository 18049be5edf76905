package org.paperround.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.delivery.SendingHold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Tells whether all sending is held.
@Command(
    name = "show",
    description = "Tells whether all sending is held, since when, by whom and why.",
    mixinStandardHelpOptions = true)
final class SendingShowCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    Optional<SendingHold> held =
        database.withEngine(InstantSource.system(), engine -> engine.deliveries().held());
    System.err.println(held.map(SendingText::held).orElse(SendingText.NOT_HELD));
    System.out.println(SendingText.line(held));
    return 0;
  }
}
